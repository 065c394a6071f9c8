import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { isNearDeadline } from "@/server/jobs/requeue-rest";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ENFORCE, wakeEnforcement } from "./internal/ask-enforcement";
import { serialKinds, wakeLanes } from "./internal/enforce/lanes";
import { runCommand } from "./internal/enforce/run-command";
import { nextDueAt, type TakenCommand, takeCommands } from "./internal/enforce/take-commands";

/** Taken at once: few enough to end well within a lease, asked for side by side. */
const BATCH = 24;
const AT_ONCE = 6;

/**
 * Drains a tenant's open enforcement commands, reconnections before cuts, until none is due; then asks for itself when
 * the next is. Enforcers that are spoken to by one worker at a time have drains of their own (`enforceLane`). A worker that dies leaves its commands to the next after their lease: asked for again, read back, proven.
 */
export const enforceServices = defineJob({
  name: ENFORCE,
  schema: z.object({}),
  timeoutMs: 300_000,
  handle: async (ctx, _payload, delivery) => {
    const startedMs = Date.now();
    // The call's instant and what has passed since: leases and proofs say when, not when the job began.
    const clock = () => new Date(ctx.now.getTime() + Date.now() - startedMs);
    await inTenant(ctx, (tx) => wakeLanes(ctx, tx, clock()));
    for (;;) {
      const taken = await inTenant(ctx, (tx) =>
        takeCommands(ctx, tx, { at: clock(), limit: BATCH, lot: { notKinds: serialKinds() } }),
      );
      if (taken.length === 0) break;
      for (const group of groupsOf(taken))
        await Promise.all(group.map((command) => runCommand(ctx, command, clock)));
      if (isNearDeadline(delivery)) break;
    }
    await askAgain(ctx, clock());
  },
});

/** At most so many side by side, and never a cut beside a reconnection. */
function groupsOf(taken: readonly TakenCommand[]): TakenCommand[][] {
  const groups: TakenCommand[][] = [];
  for (const command of taken) {
    const last = groups.at(-1);
    if (last && last.length < AT_ONCE && last[0]?.priority === command.priority) last.push(command);
    else groups.push([command]);
  }
  return groups;
}

/** The next time somebody has to look; never at once, so that a job that can do nothing does not go round. */
const askAgain = (ctx: Ctx, at: Date) =>
  inTenant(ctx, async (tx) => {
    const due = await nextDueAt(ctx, tx, at, { notKinds: serialKinds() });
    if (due) wakeEnforcement(ctx, new Date(Math.max(due.getTime(), at.getTime() + 1_000)));
  });
