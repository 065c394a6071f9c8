import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { gatewayRefunds } from "@/db/schema/payments";
import type { Ctx } from "@/server/tenancy/context";
import type { ChargeRefundDto } from "../schema";

export type GatewayRefund = typeof gatewayRefunds.$inferSelect;

export const toChargeRefundDto = (row: GatewayRefund): ChargeRefundDto => ({
  ...{ id: row.id, currency: row.currency, amountMinor: row.amountMinor, reason: row.reason },
  ...{ status: row.status, failure: row.failure, createdAt: row.createdAt.toISOString() },
});

/** What was asked back of a payment from its gateway, the first first. */
export async function chargeRefundsOf(
  ctx: Ctx,
  tx: Tx,
  paymentId: string,
): Promise<ChargeRefundDto[]> {
  const { tenantId, paymentId: of, id } = gatewayRefunds;
  const rows = await tx
    .select()
    .from(gatewayRefunds)
    .where(and(eq(tenantId, ctx.tenantId), eq(of, paymentId)))
    .orderBy(asc(id));
  return rows.map(toChargeRefundDto);
}
