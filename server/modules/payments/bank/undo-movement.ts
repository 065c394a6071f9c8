import { authorize } from "@/server/auth/authorize";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { bounce } from "../bounce-payment";
import { suggest } from "./internal/suggest";
import { readMovement } from "./read-movement";
import type { IgnoreMovementInput, MovementDetailDto } from "./schema";

/**
 * What a movement posted is taken back as a payment that never came: invoices open again, books reversed, and the movement
 * waits for whose it really is. Asked twice it is taken back once. Throws `NotFound`, `IllegalTransition` (partly given back).
 */
export function undoMovement(ctx: Ctx, input: IgnoreMovementInput): Promise<MovementDetailDto> {
  const { movementId, reason } = input;
  authorize(ctx, "bank.match");
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
    // The customer and the payment are locked before the movement, as a bounce from elsewhere does.
    const { customer } = await readMovement(ctx, tx, movementId);
    if (customer) await lockCustomers(ctx, tx, [customer.id]);
    const { status, payment } = await readMovement(ctx, tx, movementId);
    if (status === "matched" && payment) {
      await bounce(ctx, tx, { paymentId: payment.id, reason });
      await suggest(ctx, tx);
    }
    return readMovement(ctx, tx, movementId);
  });
}
