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

/** Compiling a chunk's statements costs more than running them. */
export const WITHOUT_JIT = sql`set local jit = off`;

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
