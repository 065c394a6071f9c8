import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { panicSwitches } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { forgetPanics } from "./active-panics";
import type { SwitchPanicOffInput } from "./schema";

/**
 * Ends a switch of this tenant. What it held stays listed until released or dropped.
 * Throws `Conflict` before the minimum hold has passed, unless forced with a reason.
 */
export async function switchPanicOff(ctx: Ctx, input: SwitchPanicOffInput): Promise<void> {
  authorize(ctx, "panic.manage");
  await inTenant(ctx, (tx) => endSwitch(tx, ctx, input));
  forgetPanics(ctx.tenantId);
}

/** Ends a switch of the platform; same rules. */
export async function switchPlatformPanicOff(ctx: Ctx, input: SwitchPanicOffInput): Promise<void> {
  authorize(ctx, "platform.panic.manage");
  const platformCtx = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  const why = `panic off: ${input.reason ?? "hold has passed"}`.slice(0, 500);
  await asPlatform(platformCtx, why, (tx) => endSwitch(tx, platformCtx, input));
  forgetPanics(PLATFORM_TENANT_ID);
}

async function endSwitch(tx: Tx, ctx: Ctx, input: SwitchPanicOffInput): Promise<void> {
  const { switchId, force, reason } = input;
  const here = and(eq(panicSwitches.tenantId, ctx.tenantId), eq(panicSwitches.id, switchId));
  const [row] = await tx
    .select({ holdUntil: panicSwitches.holdUntil })
    .from(panicSwitches)
    .where(and(here, ne(panicSwitches.state, "off")))
    .for("update");
  if (!row) throw new NotFound("panicSwitch");
  const early = row.holdUntil > ctx.now;
  if (early && !force) {
    const minutes = Math.ceil((row.holdUntil.getTime() - ctx.now.getTime()) / 60_000);
    throw new Conflict("panic_minimum_hold", { minutes });
  }
  const endedBy = actorId(ctx.actor);
  await tx.update(panicSwitches).set({ state: "off", endedAt: ctx.now, endedBy }).where(here);
  record(ctx, "panic.ended", {
    entity: { type: "panicSwitch", id: switchId },
    payload: { how: early ? "forced" : "manual", reason: reason ?? null },
  });
}
