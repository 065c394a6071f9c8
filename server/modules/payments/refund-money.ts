import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { refunds } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { transition } from "@/server/kernel/state-machine";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { postEntries } from "@/server/modules/billing/post-entry";
import { settlementLegs } from "@/server/modules/billing/rules/documents/legs";
import { paymentMachine } from "@/server/modules/billing/rules/documents/machines";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "@/server/modules/billing/fx-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { moneySide } from "./allocate";
import { joinShift } from "./cash/join-shift";
import { isOnItsWay } from "./internal/gone-by-gateway";
import { moneyOwner, moveSources, readSources, type Source } from "./internal/money-sources";
import type { RefundDto, RefundInput } from "./schema";

/**
 * Gives money back by hand: what is not used of a payment, a credit note or a deposit. What paid an invoice is taken off
 * it first (`takeBackAllocation`). Throws `NotFound`, `Conflict` (more than is left; the gateway is being asked to give it
 * back), `IllegalTransition`.
 */
export function refundMoney(ctx: Ctx, input: RefundInput): Promise<RefundDto> {
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
    await lockCustomers(ctx, tx, [await ownerOf(ctx, tx, input)]);
    if (input.source === "payment" && (await isOnItsWay(ctx, tx, input.sourceId)))
      throw new Conflict("refund_on_its_way");
    return noteRefund(ctx, tx, input);
  });
}

const ownerOf = (ctx: Ctx, tx: Tx, { source: kind, sourceId: id }: RefundInput) =>
  moneyOwner(ctx, tx, { kind, id });

/** Money that goes back, in the open transaction, however it goes: books, till, state. Throws as `refundMoney` does. */
export async function noteRefund(ctx: Ctx, tx: Tx, input: RefundInput): Promise<RefundDto> {
  const of = { kind: input.source, id: input.sourceId };
  const customerId = await ownerOf(ctx, tx, input);
  await lockCustomers(ctx, tx, [customerId]);
  const [source] = await readSources(ctx, tx, [customerId], [of]);
  if (!source || source.leftMinor < input.amountMinor) throw new Conflict("refund_beyond_money");
  const { today } = await tenantFacts(ctx, tx);
  const id = newId(ctx.now.getTime());
  await moveSources(ctx, tx, [{ ...of, delta: 0 - input.amountMinor }]);
  await post(ctx, tx, source, { id, amountMinor: input.amountMinor, today });
  const { amountMinor, method, reason } = input;
  const { currency } = source;
  await tx.insert(refunds).values({
    ...{ id, tenantId: ctx.tenantId, customerId, method, currency, amountMinor, reason },
    ...{ [`${input.source}Id`]: input.sourceId, status: "succeeded", paidOn: today },
    membershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
    createdAt: ctx.now,
  });
  if (method === "cash")
    await joinShift(ctx, tx, {
      ...{ kind: "refund", key: `refund:${id}`, currency, amountMinor: 0 - amountMinor, reason },
      paymentId: input.source === "payment" ? input.sourceId : null,
    });
  await state(ctx, tx, source, input);
  const { source: kind, sourceId } = input;
  const dto = { id, customerId, source: kind, sourceId, currency, amountMinor, method, reason };
  return { ...dto, paidOn: today };
}

type Refunding = { id: string; amountMinor: number; today: string };

/** The credit at its own rate, the cash at today's; what lies between is the exchange difference. */
async function post(ctx: Ctx, tx: Tx, source: Source, { id, amountMinor, today }: Refunding) {
  const fx = await fxOn(ctx, tx, source.currency, today);
  const { businessUnitId, branchId } = source;
  const cash = { account: "cash" as const, fx, beforeMinor: amountMinor, afterMinor: 0 };
  const legs = settlementLegs(
    source.customerId,
    moneySide(source, source.leftMinor - amountMinor, fx.baseCurrency),
    { ...cash, businessUnitId, branchId },
  );
  const head = { kind: "refund", sourceType: "refund", sourceId: id, onDay: today };
  await postEntries(ctx, tx, [{ ...head, legs }]);
}

async function state(ctx: Ctx, tx: Tx, source: Source, input: RefundInput): Promise<void> {
  const { customerId, currency } = source;
  const { amountMinor, method, reason, sourceId: id } = input;
  const payload = { customerId, currency, amountMinor, method, reason };
  if (input.source === "creditNote")
    record(ctx, "creditNote.refunded", { entity: { type: "creditNote", id }, payload });
  if (input.source === "deposit") {
    await tx.execute(sql`update deposits set status = 'refunded'
      where tenant_id = ${ctx.tenantId} and id = ${id} and remaining_minor = 0`);
    record(ctx, "deposit.refunded", { entity: { type: "deposit", id }, payload });
  }
  if (input.source === "payment") await statePayment(ctx, tx, source, input);
}

async function statePayment(ctx: Ctx, tx: Tx, source: Source, input: RefundInput): Promise<void> {
  const { amountMinor: refundedMinor, reason, sourceId: id } = input;
  const { rows } = await tx.execute<{ status: "recorded"; amount: number; refunded: number }>(sql`
    select status, amount_minor::float8 as amount, refunded_minor::float8 as refunded from payments
    where tenant_id = ${ctx.tenantId} and id = ${id}`);
  const [row] = rows;
  if (!row) throw new Error("a payment vanished within its transaction");
  const all = row.refunded + refundedMinor === row.amount;
  const to = transition("payment", paymentMachine, row.status, all ? "refundAll" : "refundPart");
  await tx.execute(sql`update payments set refunded_minor = refunded_minor + ${refundedMinor}, status = ${to}
    where tenant_id = ${ctx.tenantId} and id = ${id}`);
  const { customerId, currency } = source;
  record(ctx, "payment.refunded", {
    entity: { type: "payment", id },
    payload: { customerId, currency, amountMinor: row.amount, refundedMinor, reason },
  });
}
