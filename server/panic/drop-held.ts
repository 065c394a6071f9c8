import { and, eq, inArray } from "drizzle-orm";
import { panicHeld } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockHeld } from "./hold-command";
import type { ResolveHeldInput } from "./schema";

/** Gives held commands up for good: they are never sent. Throws `NotFound` when one is not held here. */
export async function dropHeld(ctx: Ctx, input: ResolveHeldInput): Promise<void> {
  authorize(ctx, "panic.manage");
  const ids = [...new Set(input.ids)];
  await inTenant(ctx, async (tx) => {
    const rows = await lockHeld(tx, ctx.tenantId, ids);
    if (rows.length !== ids.length) throw new NotFound("panicHeld");
    const mark = {
      status: "dropped",
      resolvedAt: ctx.now,
      resolvedBy: actorId(ctx.actor),
    } as const;
    const these = and(eq(panicHeld.tenantId, ctx.tenantId), inArray(panicHeld.id, ids));
    await tx.update(panicHeld).set(mark).where(these);
    for (const { id, jobName } of rows)
      record(ctx, "panic.commandDropped", {
        entity: { type: "panicHeld", id },
        payload: { jobName },
      });
  });
}
