import type { Tx } from "@/db/client";
import { Conflict } from "@/server/kernel/errors";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { readDebts } from "./internal/read-debts";
import { readMoment } from "./internal/read-moment";
import type { CustomerDebt } from "./rules/types";

/**
 * What a customer owes, where they may be asked for it now. Throws `Conflict` when nothing is owed, a promise rests it, or
 * the customer is exempt. The customer's row is to be locked before.
 */
export async function mayAskForMoney(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
): Promise<{ debt: CustomerDebt; today: Day }> {
  const { today, currency } = await readMoment(ctx, tx, { cutsFrozen: false });
  const [debt] = await readDebts(ctx, tx, [customerId], currency);
  if (!debt || debt.invoices.length === 0) throw new Conflict("reminder_nothing_owed");
  if (debt.exempt) throw new Conflict("reminder_spared");
  if (debt.promiseUntil && debt.promiseUntil >= today) throw new Conflict("reminder_promised");
  return { debt, today };
}
