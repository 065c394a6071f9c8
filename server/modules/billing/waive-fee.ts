import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { refreshPlain } from "@/server/modules/subscriptions/refresh-plain";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { WaiveFeeInput, WaivedFeeDto } from "./schema";

type Row = {
  customerId: string;
  serviceId: string | null;
  kind: "lateFee" | "reconnectionFee";
  amount: string;
  currency: string;
};

/**
 * Forgives a late or reconnection fee that no invoice has taken up; the same cut or invoice bears none again. One that
 * was billed is taken back by a credit note. Throws `NotFound`, `Conflict` (billed, forgiven already, or no fee).
 */
export function waiveFee(ctx: Ctx, { chargeId, reason }: WaiveFeeInput): Promise<WaivedFeeDto> {
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const mine = sql`tenant_id = ${ctx.tenantId} and id = ${chargeId}`;
    const { rowCount } = await tx.execute(sql`select 1 from charges where ${mine} for update`);
    if (rowCount === 0) throw new NotFound("charge");
    const { rows } = await tx.execute<Row>(sql`
      update charges set status = 'cancelled', updated_at = ${ctx.now.toISOString()}::timestamptz,
        explanation = explanation || jsonb_build_object('waived', ${reason}::text)
      where ${mine} and status = 'open' and kind in ('lateFee', 'reconnectionFee')
      returning customer_id as "customerId", service_id as "serviceId", kind, trim_scale(amount)::text as amount, currency`);
    const [row] = rows;
    if (!row) throw new Conflict("charge_not_open");
    const { customerId, serviceId, kind, amount, currency } = row;
    if (serviceId) await refreshPlain(ctx, tx, [serviceId]);
    record(ctx, "customer.feeWaived", {
      entity: { type: "customer", id: customerId },
      payload: { chargeId, kind, amount, currency, reason },
    });
    return { chargeId, customerId, kind, amount, currency };
  });
}
