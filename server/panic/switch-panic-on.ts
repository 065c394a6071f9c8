import type { Tx } from "@/db/client";
import { panicSwitches } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { forgetPanics } from "./active-panics";
import type { PanicSwitchDto, SwitchPanicOnInput } from "./schema";

/** Freezes a class of actions of this tenant by hand. Throws `Conflict` when that very switch is on already. */
export async function switchPanicOn(ctx: Ctx, input: SwitchPanicOnInput): Promise<PanicSwitchDto> {
  authorize(ctx, "panic.manage");
  const dto = await inTenant(ctx, (tx) => insertSwitch(tx, ctx, input));
  forgetPanics(ctx.tenantId);
  return dto;
}

/** The same for every tenant, by the platform's people; a row and a fact of the platform's own tenant. */
export async function switchPlatformPanicOn(
  ctx: Ctx,
  input: SwitchPanicOnInput,
): Promise<PanicSwitchDto> {
  authorize(ctx, "platform.panic.manage");
  const platformCtx = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  const dto = await asPlatform(platformCtx, `panic on: ${input.reason}`.slice(0, 500), (tx) =>
    insertSwitch(tx, platformCtx, input),
  );
  forgetPanics(PLATFORM_TENANT_ID);
  return dto;
}

async function insertSwitch(tx: Tx, ctx: Ctx, input: SwitchPanicOnInput): Promise<PanicSwitchDto> {
  const { scope, actionClass, reason, minHoldMinutes } = input;
  const id = newId();
  const holdUntil = new Date(ctx.now.getTime() + minHoldMinutes * 60_000);
  const startedBy = actorId(ctx.actor);
  const facts = { scope, actionClass, origin: "manual", reason } as const;
  const made = await tx
    .insert(panicSwitches)
    .values({ id, tenantId: ctx.tenantId, ...facts, startedBy, startedAt: ctx.now, holdUntil })
    .onConflictDoNothing()
    .returning({ id: panicSwitches.id });
  if (made.length === 0) throw new Conflict("panic_already_on");
  const until = holdUntil.toISOString();
  record(ctx, "panic.started", {
    entity: { type: "panicSwitch", id },
    payload: { ...facts, holdUntil: until },
  });
  const platform = ctx.tenantId === PLATFORM_TENANT_ID;
  return { id, platform, ...facts, state: "on", holdUntil: until };
}
