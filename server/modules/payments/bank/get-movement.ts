import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readMovement } from "./read-movement";
import type { MovementDetailDto, MovementIdInput } from "./schema";

/** A movement with whose it is or may be, and why. Throws `NotFound`. */
export function getMovement(ctx: Ctx, { movementId }: MovementIdInput): Promise<MovementDetailDto> {
  authorize(ctx, "bank.match");
  return inTenant(ctx, (tx) => readMovement(ctx, tx, movementId));
}
