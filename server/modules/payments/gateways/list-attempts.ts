import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { AttemptDto, AttemptsInput } from "./gateway-schema";

const MOST = 30;
type Row = Omit<AttemptDto, "createdAt" | "askAt"> & { createdAt: string; askAt: string | null };

/** A customer's tries to pay through gateways, the newest first; those of one invoice or payment if it is named. */
export function listAttempts(
  ctx: Ctx,
  { customerId, invoiceId, paymentId }: AttemptsInput,
): Promise<AttemptDto[]> {
  authorize(ctx, "payment.read");
  const ofInvoice = sql`and invoice_ids @> ${JSON.stringify([invoiceId])}::jsonb`;
  const ofPayment = sql`and payment_id = ${paymentId}`;
  const about = sql`${invoiceId ? ofInvoice : sql``} ${paymentId ? ofPayment : sql``}`;
  const reach = ofCustomersWithinReach(ctx, "payment.read", sql`payment_attempts.customer_id`);
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select id, provider, status, live, currency, amount_minor::float8 as "amountMinor", reason, charge_id as "chargeId", asked,
        payment_id as "paymentId", created_at as "createdAt", ask_at as "askAt",
        case when status = 'pending' then voucher end as voucher
      from payment_attempts where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} ${about} and ${reach}
      order by id desc limit ${MOST}`);
    return rows.map(({ createdAt, askAt, ...row }) => ({
      ...row,
      createdAt: new Date(createdAt).toISOString(),
      askAt: askAt === null ? null : new Date(askAt).toISOString(),
    }));
  });
}
