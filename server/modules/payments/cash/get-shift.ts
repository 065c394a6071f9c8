import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readShift } from "./read-shift";
import type { ShiftDetailDto, ShiftIdInput } from "./schema";

/** A shift within reach. Throws `NotFound`. */
export function getShift(ctx: Ctx, { shiftId }: ShiftIdInput): Promise<ShiftDetailDto> {
  authorize(ctx, "cash.keep");
  return inTenant(ctx, (tx) => readShift(ctx, tx, shiftId));
}
