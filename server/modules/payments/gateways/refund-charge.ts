import { gatewayRefunds } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargeOf } from "../internal/charge-of";
import { toChargeRefundDto } from "../internal/charge-refunds-of";
import { goneByGateway, isOnItsWay } from "../internal/gone-by-gateway";
import { fetchPayment, lockPayment } from "../internal/payment-row";
import type { ChargeRefundDto, RefundChargeInput } from "../schema";
import { askRefund } from "./ask-refund";

/**
 * Asks the gateway to give a payment's money back to where it came from, all of it or a part; what is not used of it, as
 * with money given back by hand. Written down first, asked by job, one after another for each payment; the books move once
 * the gateway says that it went. Throws `NotFound`, `Conflict` (not by a gateway; one is still on its way; more than is left).
 */
export function refundCharge(ctx: Ctx, input: RefundChargeInput): Promise<ChargeRefundDto> {
  authorize(ctx, "payment.refund");
  const { paymentId, amountMinor, reason } = input;
  return inTenant(ctx, async (tx) => {
    const { customerId, currency, provider } = await fetchPayment(
      ctx,
      tx,
      paymentId,
      "payment.refund",
    );
    await lockCustomers(ctx, tx, [customerId]);
    const payment = await lockPayment(ctx, tx, paymentId);
    const charge = await chargeOf(ctx, tx, paymentId);
    if (!charge) throw new Conflict("not_by_gateway");
    if (await isOnItsWay(ctx, tx, paymentId)) throw new Conflict("refund_on_its_way");
    if (payment.unallocatedMinor < amountMinor || payment.status === "bounced")
      throw new Conflict("refund_beyond_money");
    const id = newId(ctx.now.getTime());
    // The charge knows nothing of what went back by hand.
    const beforeMinor = await goneByGateway(ctx, tx, paymentId);
    const [row] = await tx
      .insert(gatewayRefunds)
      .values({
        ...{ id, tenantId: ctx.tenantId, paymentId, customerId, provider, ...charge, currency },
        ...{ amountMinor, beforeMinor, reason, status: "pending" },
        ...{ askAt: ctx.now, createdAt: ctx.now },
        membershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
      })
      .returning();
    if (!row) throw new Error("a refund was not written");
    record(ctx, "payment.refundAsked", {
      entity: { type: "payment", id: paymentId },
      payload: { customerId, currency, amountMinor, provider, reason },
    });
    enqueue(ctx, askRefund, { refundId: id });
    return toChargeRefundDto(row);
  });
}
