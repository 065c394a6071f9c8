import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { panicFailures, panicSwitches } from "@/db/schema/operations";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { ActionClass, IntegrationRef } from "@/server/outbound/types";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { forgetPanics } from "./active-panics";
import { type PanicSettings, readPanicSettings } from "./settings";

type Failure = { integration: IntegrationRef; actionClass: ActionClass };

/**
 * Counts one failure of an integration; enough of them within the window switch panic on for it.
 * Counted in the database, so that several processes add up. Returns whether panic was switched on.
 */
export async function noteFailure(ctx: Ctx, failure: Failure): Promise<boolean> {
  const started = await inTenant(ctx, async (tx) => {
    const settings = await readPanicSettings(tx, ctx.tenantId);
    const failures = await countFailure(tx, ctx, failure, settings);
    return failures >= settings.failureThreshold && startAutomatic(tx, ctx, failure, settings);
  });
  if (started) forgetPanics(ctx.tenantId);
  return started;
}

async function countFailure(
  tx: Tx,
  ctx: Ctx,
  { integration, actionClass }: Failure,
  settings: PanicSettings,
): Promise<number> {
  const windowOpened = new Date(ctx.now.getTime() - settings.windowSeconds * 1000).toISOString();
  const stale = sql`${panicFailures.windowStart} < ${windowOpened}::timestamptz`;
  const [row] = await tx
    .insert(panicFailures)
    .values({
      tenantId: ctx.tenantId,
      integrationId: integration.id,
      actionClass,
      windowStart: ctx.now,
      failures: 1,
    })
    .onConflictDoUpdate({
      target: [panicFailures.tenantId, panicFailures.integrationId, panicFailures.actionClass],
      set: {
        failures: sql`case when ${stale} then 1 else ${panicFailures.failures} + 1 end`,
        windowStart: sql`case when ${stale} then excluded.window_start else ${panicFailures.windowStart} end`,
      },
    })
    .returning({ failures: panicFailures.failures });
  return row?.failures ?? 0;
}

async function startAutomatic(
  tx: Tx,
  ctx: Ctx,
  { integration, actionClass }: Failure,
  settings: PanicSettings,
): Promise<boolean> {
  const { failureThreshold, windowSeconds, minHoldMinutes } = settings;
  const row = {
    id: newId(),
    tenantId: ctx.tenantId,
    scope: integration.id,
    actionClass,
    origin: "automatic",
    reason: `${failureThreshold} failures of ${integration.vendor} within ${windowSeconds} s`,
    startedBy: actorId(ctx.actor),
    startedAt: ctx.now,
    holdUntil: new Date(ctx.now.getTime() + minHoldMinutes * 60_000),
  } as const;
  const made = await tx
    .insert(panicSwitches)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: panicSwitches.id });
  if (made.length === 0) return false;
  await forgetFailures(tx, ctx, integration, actionClass);
  const { id, scope, origin, reason, holdUntil } = row;
  record(ctx, "panic.started", {
    entity: { type: "panicSwitch", id },
    payload: { scope, actionClass, origin, reason, holdUntil: holdUntil.toISOString() },
  });
  return true;
}

/** The count starts anew with the switch, or the first failure after its end would trip it again. */
async function forgetFailures(
  tx: Tx,
  ctx: Ctx,
  integration: IntegrationRef,
  actionClass: ActionClass,
): Promise<void> {
  await tx
    .delete(panicFailures)
    .where(
      and(
        eq(panicFailures.tenantId, ctx.tenantId),
        eq(panicFailures.integrationId, integration.id),
        eq(panicFailures.actionClass, actionClass),
      ),
    );
}
