import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockMovement, setMovement } from "./internal/movement-row";
import { suggest } from "./internal/suggest";
import { readMovement } from "./read-movement";
import { movementMachine } from "./rules/movement-machine";
import type { MovementDetailDto, MovementIdInput } from "./schema";

/**
 * A movement that was ignored, or was a payment that stands by itself, waits again; the payment stays. Throws `NotFound`,
 * `IllegalTransition` (it posted its payment: that is taken back by `undoMovement`).
 */
export function reopenMovement(
  ctx: Ctx,
  { movementId }: MovementIdInput,
): Promise<MovementDetailDto> {
  authorize(ctx, "bank.match");
  return inTenant(ctx, async (tx) => {
    const { paymentId, ...row } = await lockMovement(ctx, tx, movementId);
    if (row.status === "waiting") return readMovement(ctx, tx, movementId);
    const status = transition("bankMovement", movementMachine, row.status, "reopen");
    const open = { status, ignoreReason: "", customerId: null, proofId: null };
    const undecided = { paymentId: null, decidedAt: null, decidedByMembershipId: null };
    await setMovement(ctx, tx, movementId, { ...open, ...undecided });
    record(ctx, "bankMovement.freed", {
      entity: { type: "bankMovement", id: movementId },
      payload: { paymentId },
    });
    await suggest(ctx, tx);
    return readMovement(ctx, tx, movementId);
  });
}
