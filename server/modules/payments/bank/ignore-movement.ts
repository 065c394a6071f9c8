import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { decided } from "../proofs/internal/decided";
import { lockMovement, setMovement } from "./internal/movement-row";
import { readMovement } from "./read-movement";
import { movementMachine } from "./rules/movement-machine";
import type { IgnoreMovementInput, MovementDetailDto } from "./schema";

/** Money that is no customer's payment (a loan, the owner's own, a correction). Throws `NotFound`, `IllegalTransition`. */
export function ignoreMovement(ctx: Ctx, input: IgnoreMovementInput): Promise<MovementDetailDto> {
  const { movementId, reason } = input;
  authorize(ctx, "bank.match");
  return inTenant(ctx, async (tx) => {
    const row = await lockMovement(ctx, tx, movementId);
    if (row.status === "ignored") return readMovement(ctx, tx, movementId);
    const status = transition("bankMovement", movementMachine, row.status, "ignore");
    const nobody = { customerId: null, proofId: null, paymentId: null, reasons: [] };
    await setMovement(ctx, tx, movementId, {
      ...{ status, ignoreReason: reason, confidence: "none" },
      ...nobody,
      ...decided(ctx),
    });
    record(ctx, "bankMovement.ignored", {
      entity: { type: "bankMovement", id: movementId },
      payload: { reason },
    });
    return readMovement(ctx, tx, movementId);
  });
}
