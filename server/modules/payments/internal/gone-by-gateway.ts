import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { gatewayRefunds } from "@/db/schema/payments";
import type { Ctx } from "@/server/tenancy/context";

/** What of a payment went back through its gateway, as the books have it: only people give back by hand. Minor units. */
export async function goneByGateway(ctx: Ctx, tx: Tx, paymentId: string): Promise<number> {
  const { rows } = await tx.execute<{ gone: number }>(sql`
    select coalesce(sum(amount_minor), 0)::float8 as gone from refunds
    where tenant_id = ${ctx.tenantId} and payment_id = ${paymentId} and membership_id is null`);
  return rows[0]?.gone ?? 0;
}

/** Is the gateway being asked to give money of the payment back? */
export async function isOnItsWay(ctx: Ctx, tx: Tx, paymentId: string): Promise<boolean> {
  const { tenantId, paymentId: of, askAt } = gatewayRefunds;
  const found = await tx
    .select({ id: gatewayRefunds.id })
    .from(gatewayRefunds)
    .where(and(eq(tenantId, ctx.tenantId), eq(of, paymentId), isNotNull(askAt)))
    .limit(1);
  return found.length > 0;
}
