import type { Tx } from "@/db/client";
import { awaitPaymentAgain, beginPaid, PAID_BY } from "@/server/modules/subscriptions/begin-paid";
import type { Ctx } from "@/server/tenancy/context";
import { creditByCurrency, readAwaiting } from "./internal/read-awaiting";
import { firstPaid } from "./rules/first-payment";

/** After money came in: the customer's services whose first payment is there begin. In the money's own transaction. */
export async function beginPaidServices(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const awaiting = await readAwaiting(ctx, tx, customerId, { gate: "shut" });
  if (awaiting.length === 0) return;
  await beginPaid(ctx, tx, firstPaid(awaiting, await creditByCurrency(ctx, tx, customerId)));
}

/** After money went back: services that it had let through and that are not installed yet wait for it again. */
export async function holdUnpaidServices(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const passed = await readAwaiting(ctx, tx, customerId, { gate: "open", by: PAID_BY });
  if (passed.length === 0) return;
  const paid = new Set(firstPaid(passed, await creditByCurrency(ctx, tx, customerId)));
  const ids = passed.map(({ id }) => id).filter((id) => !paid.has(id));
  await awaitPaymentAgain(ctx, tx, ids);
}
