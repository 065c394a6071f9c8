import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { billingRuns } from "@/db/schema/billing-runs";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { RunPolicy } from "../policy";

export type RunRow = Omit<typeof billingRuns.$inferSelect, "policy" | "issuedOn"> & {
  policy: RunPolicy;
  issuedOn: string;
};

/**
 * How a chunk's transaction works: uncompiled, since compiling its statements costs more than running them, and its
 * commit does not wait for the disk (decision 0067).
 */
export const AS_CHUNK = sql`select set_config('jit', 'off', true), set_config('synchronous_commit', 'off', true)`;

/** The commit waits for the disk, and for every chunk before it: the step of a run that others build upon. */
export const DURABLY = sql`set local synchronous_commit = on`;

/** A run, locked: its chunks take turns. Throws `NotFound`. */
export async function lockRun(ctx: Ctx, tx: Tx, runId: string): Promise<RunRow> {
  const [row] = await tx
    .select()
    .from(billingRuns)
    .where(and(eq(billingRuns.tenantId, ctx.tenantId), eq(billingRuns.id, runId)))
    .for("update");
  if (!row) throw new NotFound("billingRun");
  return { ...row, policy: row.policy as RunPolicy, issuedOn: row.issuedOn ?? row.billThrough };
}

/** Changes a run; the caller holds its lock. */
export async function writeRun(
  ctx: Ctx,
  tx: Tx,
  runId: string,
  set: Partial<typeof billingRuns.$inferInsert>,
): Promise<void> {
  await tx
    .update(billingRuns)
    .set({ ...set, updatedAt: ctx.now })
    .where(and(eq(billingRuns.tenantId, ctx.tenantId), eq(billingRuns.id, runId)));
}
