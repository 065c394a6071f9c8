import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";
import { fetchPayment, toPaymentDto } from "./internal/payment-row";
import { chargeOf } from "./internal/charge-of";
import { chargeRefundsOf } from "./internal/charge-refunds-of";
import { refundsOf } from "./internal/refunds-of";
import type { PaymentDetailDto } from "./schema";

type Allocation = PaymentDetailDto["allocations"][number];
type Rest = Pick<PaymentDetailDto, "note" | "fxRate" | "baseCurrency" | "bounceReason"> & {
  bouncedAt: string | null;
};

/** A whole payment within reach: invoices that it paid, what went back. Throws `NotFound`. */
export async function readPayment(
  ctx: Ctx,
  tx: Tx,
  paymentId: string,
  permission: PermissionName = "payment.read",
): Promise<PaymentDetailDto> {
  const [row, { rows }, { rows: allocations }, refunds, charge, chargeRefunds] = await Promise.all([
    fetchPayment(ctx, tx, paymentId, permission),
    readRest(ctx, tx, paymentId),
    readAllocations(ctx, tx, paymentId),
    refundsOf(ctx, tx, { source: "payment", sourceId: paymentId }),
    chargeOf(ctx, tx, paymentId),
    chargeRefundsOf(ctx, tx, paymentId),
  ]);
  const [rest] = rows;
  if (!rest) throw new Error("a payment vanished within its transaction");
  return {
    ...toPaymentDto(row),
    ...rest,
    bouncedAt: rest.bouncedAt ? new Date(rest.bouncedAt).toISOString() : null,
    allocations,
    refunds,
    byGateway: GATEWAYS.some((name) => name === row.provider),
    asksBack: charge !== undefined,
    chargeRefunds,
  };
}

const readRest = (ctx: Ctx, tx: Tx, paymentId: string) =>
  tx.execute<Rest>(sql`
    select p.note, trim_scale(p.fx_rate)::text as "fxRate", t.currency as "baseCurrency",
      p.bounce_reason as "bounceReason", p.bounced_at as "bouncedAt"
    from payments p join tenants t on t.id = p.tenant_id
    where p.tenant_id = ${ctx.tenantId} and p.id = ${paymentId}`);

const readAllocations = (ctx: Ctx, tx: Tx, paymentId: string) =>
  tx.execute<Allocation>(sql`
    select a.id, a.invoice_id as "invoiceId", i.full_number as "invoiceNumber", i.due_on::text as "dueOn",
      a.amount_minor::float8 as "amountMinor", i.open_minor::float8 as "invoiceOpenMinor",
      to_char(a.reversed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "reversedAt",
      a.reversal_reason as "reversalReason"
    from payment_allocations a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    where a.tenant_id = ${ctx.tenantId} and a.payment_id = ${paymentId} order by a.created_at, i.due_on, i.number, a.id`);
