import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deposits } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "@/server/modules/billing/fx-on";
import { postEntries } from "@/server/modules/billing/post-entry";
import type { Fx } from "@/server/modules/billing/rules/documents/base-amount";
import { documentLegs } from "@/server/modules/billing/rules/documents/legs";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { joinShift } from "./cash/join-shift";
import { fetchDeposit } from "./internal/deposit-row";
import { payerOf } from "./internal/payer";
import { type DepositDto, type TakeDepositInput, takeDepositInput } from "./schema";

/**
 * Takes a guarantee: held for the customer, no revenue until it is applied. The same key again gives the deposit that
 * stands. Throws `NotFound`, `Invalid`, `Conflict` when the key stands for another one, or cash needs a shift.
 */
export function takeDeposit(ctx: Ctx, given: TakeDepositInput): Promise<DepositDto> {
  const { key = null, ...input } = takeDepositInput.parse(given);
  const { customerId, serviceId, amountMinor, note, method } = input;
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    const payer = await payerOf(ctx, tx, customerId);
    await requireService(ctx, tx, serviceId, customerId);
    const { today, currency: base } = await tenantFacts(ctx, tx);
    const fx = await fxOn(ctx, tx, input.currency || base, today);
    const { currency, rate: fxRate } = fx;
    const id = newId(ctx.now.getTime());
    // A rival with the same key waits here until the first one's transaction has ended.
    const { rowCount } = await tx
      .insert(deposits)
      .values({
        ...{ id, tenantId: ctx.tenantId, customerId, serviceId, currency, fxRate, amountMinor },
        ...{ note, requestKey: key, remainingMinor: amountMinor, status: "held", heldOn: today },
        searchText: foldText(`${payer.name} #${payer.number} ${note}`),
        createdAt: ctx.now,
      })
      .onConflictDoNothing({ target: [deposits.tenantId, deposits.requestKey] });
    if (rowCount === 0)
      return earlierDeposit(ctx, tx, { key: key ?? "", customerId, currency, amountMinor });
    await post(ctx, tx, { id, customerId, fx, amountMinor, today });
    const inHand = { kind: "payment", key: `deposit:${id}`, paymentId: null } as const;
    if (method === "cash")
      await joinShift(ctx, tx, { ...inHand, currency, amountMinor, reason: note });
    const payload = { customerId, currency, amountMinor };
    record(ctx, "deposit.taken", { entity: { type: "deposit", id }, payload });
    return fetchDeposit(ctx, tx, id);
  });
}

type Posted = { id: string; customerId: string; fx: Fx; amountMinor: number; today: string };

async function post(ctx: Ctx, tx: Tx, { id, customerId, fx, amountMinor, today }: Posted) {
  const legs = documentLegs(customerId, fx, { account: "deposit", amountMinor: 0 - amountMinor }, [
    { account: "cash", amountMinor },
  ]);
  const head = { kind: "deposit", sourceType: "deposit", sourceId: id, onDay: today };
  await postEntries(ctx, tx, [{ ...head, legs }]);
}

type Keyed = { key: string; customerId: string; currency: string; amountMinor: number };

/** The deposit that the key stands for. */
async function earlierDeposit(ctx: Ctx, tx: Tx, given: Keyed): Promise<DepositDto> {
  const { key, customerId, currency, amountMinor } = given;
  const { rows } = await tx.execute<{ id: string; same: boolean }>(sql`
    select id, customer_id = ${customerId} and currency = ${currency} and amount_minor = ${amountMinor} as same
    from deposits where tenant_id = ${ctx.tenantId} and request_key = ${key}`);
  const [row] = rows;
  if (!row?.same) throw new Conflict("deposit_key_reused");
  return fetchDeposit(ctx, tx, row.id);
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
