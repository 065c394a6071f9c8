import { and, eq, inArray, lte, ne } from "drizzle-orm";
import { panicSwitches } from "@/db/schema/operations";
import { record } from "@/server/events/record";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { forgetPanics } from "./active-panics";
import type { ActiveSwitch } from "./rules";
import { readPanicSettings } from "./settings";

/** How long one probe keeps others away; after a crash in the middle the next command may probe. */
const PROBE_LEASE_MS = 120_000;

type Switches = readonly Pick<ActiveSwitch, "id">[];

/** Takes the right to probe, for exactly one command over all processes. False: another has it, or the hold goes on. */
export async function claimProbe(ctx: Ctx, switches: Switches): Promise<boolean> {
  const ids = switches.map((one) => one.id);
  const leaseUntil = new Date(ctx.now.getTime() + PROBE_LEASE_MS);
  const claim = inTenant(ctx, async (tx) => {
    const rows = await tx
      .update(panicSwitches)
      .set({ state: "probing", holdUntil: leaseUntil })
      .where(
        and(
          eq(panicSwitches.tenantId, ctx.tenantId),
          inArray(panicSwitches.id, ids),
          ne(panicSwitches.state, "off"),
          lte(panicSwitches.holdUntil, ctx.now),
        ),
      )
      .returning({ id: panicSwitches.id });
    // All or none: the throw gives back those that were free.
    if (rows.length !== ids.length) throw new Taken();
  });
  const claimed = await claim.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Taken) return false;
      throw error;
    },
  );
  forgetPanics(ctx.tenantId);
  return claimed;
}

class Taken extends Error {}

/** Ends a probe: a success switches panic off, a failure holds again for the minimum time. */
export async function endProbe(ctx: Ctx, switches: Switches, ok: boolean): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { minHoldMinutes } = await readPanicSettings(tx, ctx.tenantId);
    const holdUntil = new Date(Date.now() + minHoldMinutes * 60_000);
    const ended = { state: "off", endedAt: new Date(), endedBy: actorId(ctx.actor) } as const;
    for (const { id } of switches) {
      const rows = await tx
        .update(panicSwitches)
        .set(ok ? ended : { state: "on", holdUntil })
        .where(
          and(
            eq(panicSwitches.tenantId, ctx.tenantId),
            eq(panicSwitches.id, id),
            eq(panicSwitches.state, "probing"),
          ),
        )
        .returning({ id: panicSwitches.id });
      // A person may have ended it meanwhile: then there is nothing to say.
      if (rows.length === 0) continue;
      const entity = { type: "panicSwitch", id } as const;
      if (ok) record(ctx, "panic.ended", { entity, payload: { how: "probe", reason: null } });
      else
        record(ctx, "panic.probeFailed", {
          entity,
          payload: { holdUntil: holdUntil.toISOString() },
        });
    }
  });
  forgetPanics(ctx.tenantId);
}
