import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/payments";
import type { Charge, GatewayName } from "@/server/integrations/payments/schema";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { allocate } from "../allocate";
import { bouncePayment } from "../bounce-payment";
import { goneByGateway } from "../internal/gone-by-gateway";
import { noteRefund } from "../refund-money";
import { takeBack } from "../take-back";

type Losses = {
  paymentId: string;
  customerId: string;
  provider: GatewayName;
  charge: Charge;
  /** Why staff gave it back; undefined: it went by itself. */
  reason: string | undefined;
};

/**
 * What of a payment's money is gone at the gateway, taken over in the open transaction: a chargeback is a bounce, a refund
 * there is a refund here; invoices are open again as far as the money no longer reaches. Said again, nothing happens.
 */
export async function followLosses(ctx: Ctx, tx: Tx, losses: Losses): Promise<void> {
  const { paymentId, customerId, provider, charge } = losses;
  const refunded = charge.status === "partiallyRefunded" || charge.status === "refunded";
  if (charge.status !== "chargedBack" && !refunded) return;
  await lockCustomers(ctx, tx, [customerId]);
  const [row] = await tx
    .select({
      status: payments.status,
      amountMinor: payments.amountMinor,
      refundedMinor: payments.refundedMinor,
      unallocatedMinor: payments.unallocatedMinor,
    })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
  if (!row || row.status === "bounced") return;
  const reason = losses.reason ?? `${provider} ${charge.id}`;
  const whole = row.status === "recorded" || row.status === "verified";
  if (charge.status === "chargedBack" && whole) {
    await bouncePayment(ctx, { paymentId, reason });
    return;
  }
  // Of a payment that went back in part the bank takes the rest: that is a refund of the rest.
  const goneMinor = charge.status === "chargedBack" ? charge.amountMinor : charge.refundedMinor;
  const wantedMinor = goneMinor - (await goneByGateway(ctx, tx, paymentId));
  const amountMinor = Math.min(wantedMinor, row.amountMinor - row.refundedMinor);
  if (amountMinor < wantedMinor) await tellOfTwice(ctx, tx, losses, goneMinor);
  if (amountMinor <= 0) return;
  // What paid invoices is touched only as far as the rest does not reach.
  const reaches = row.unallocatedMinor >= amountMinor;
  if (!reaches) await takeBack(ctx, tx, { customerId, of: { paymentId }, reason });
  const of = { source: "payment", sourceId: paymentId } as const;
  await noteRefund(ctx, tx, { ...of, amountMinor, method: "other", reason });
  if (reaches) return;
  const sources = [{ kind: "payment" as const, id: paymentId }];
  await allocate(ctx, tx, { customerIds: [customerId], sources });
}

/** The same money went back by hand and by the gateway: the payment cannot bear it, and a person must ask for it. */
async function tellOfTwice(
  ctx: Ctx,
  tx: Tx,
  { paymentId, charge }: Losses,
  goneMinor: number,
): Promise<void> {
  await notifyStaff(ctx, tx, {
    ...{ kind: "gateway_refund_twice", permission: "payment.refund" },
    ...{ href: `/payments/${paymentId}`, params: { charge: charge.id } },
    dedupeKey: `gateway_refund_twice:${charge.id}:${goneMinor}`,
  });
}
