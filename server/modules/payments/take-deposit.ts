import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deposits } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "@/server/modules/billing/fx-on";
import { postEntries } from "@/server/modules/billing/post-entry";
import { documentLegs } from "@/server/modules/billing/rules/documents/legs";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { findDeposits } from "./internal/deposit-row";
import { payerOf } from "./internal/payer";
import { type DepositDto, type TakeDepositInput, takeDepositInput } from "./schema";

/** Takes a guarantee: held for the customer, no revenue until it is applied. Throws `NotFound`, `Invalid`. */
export function takeDeposit(ctx: Ctx, given: TakeDepositInput): Promise<DepositDto> {
  const { customerId, serviceId, amountMinor, note, ...input } = takeDepositInput.parse(given);
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    await payerOf(ctx, tx, customerId);
    await requireService(ctx, tx, serviceId, customerId);
    const { today, currency: base } = await tenantFacts(ctx, tx);
    const fx = await fxOn(ctx, tx, input.currency || base, today);
    const { currency, rate: fxRate } = fx;
    const id = newId(ctx.now.getTime());
    await tx.insert(deposits).values({
      ...{ id, tenantId: ctx.tenantId, customerId, serviceId, currency, fxRate, amountMinor, note },
      ...{ remainingMinor: amountMinor, status: "held", heldOn: today, createdAt: ctx.now },
    });
    const legs = documentLegs(
      customerId,
      fx,
      { account: "deposit", amountMinor: 0 - amountMinor },
      [{ account: "cash", amountMinor }],
    );
    const head = { kind: "deposit", sourceType: "deposit", sourceId: id, onDay: today };
    await postEntries(ctx, tx, [{ ...head, legs }]);
    const payload = { customerId, currency, amountMinor };
    record(ctx, "deposit.taken", { entity: { type: "deposit", id }, payload });
    const [row] = await findDeposits(ctx, tx, eq(deposits.id, id));
    if (!row) throw new NotFound("deposit");
    return row;
  });
}

async function requireService(
  ctx: Ctx,
  tx: Tx,
  serviceId: string | null,
  customerId: string,
): Promise<void> {
  if (!serviceId) return;
  const { rowCount } = await tx.execute(sql`select 1 from services
    where tenant_id = ${ctx.tenantId} and id = ${serviceId} and customer_id = ${customerId}`);
  if (rowCount === 0)
    throw new Invalid("reference_unknown", {}, { fields: { serviceId: "reference_unknown" } });
}
