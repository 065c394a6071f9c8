import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { jobDeadLetters } from "@/db/schema/jobs";
import { record } from "@/server/events/record";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";

type Open = { id: string; name: string; jobId: string; payload: unknown };

/** Asks for the job again under its own id, so that what it already did is not done twice. */
export async function replayOpen(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const { name, jobId, payload } = await resolve(tx, ctx, id, "replayed");
  enqueueAgain(ctx, { id: jobId, name, payload });
  record(ctx, "job.replayed", {
    entity: { type: "job", id: jobId },
    payload: { deadLetterId: id, name },
  });
}

/** Lets it be: the job will not run again. */
export async function dismissOpen(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const { name, jobId } = await resolve(tx, ctx, id, "dismissed");
  record(ctx, "job.dismissed", {
    entity: { type: "job", id: jobId },
    payload: { deadLetterId: id, name },
  });
}

/** Throws `NotFound`, or `Conflict` when another person was first. */
async function resolve(
  tx: Tx,
  ctx: Ctx,
  id: string,
  status: "replayed" | "dismissed",
): Promise<Open> {
  const own = and(eq(jobDeadLetters.tenantId, ctx.tenantId), eq(jobDeadLetters.id, id));
  const [row] = await tx
    .update(jobDeadLetters)
    .set({ status, resolvedAt: ctx.now, resolvedBy: actorId(ctx.actor) })
    .where(and(own, eq(jobDeadLetters.status, "open")))
    .returning({
      id: jobDeadLetters.id,
      name: jobDeadLetters.name,
      jobId: jobDeadLetters.jobId,
      payload: jobDeadLetters.payload,
    });
  if (row) return row;
  const [resolved] = await tx.select({ id: jobDeadLetters.id }).from(jobDeadLetters).where(own);
  throw resolved ? new Conflict("job_already_resolved") : new NotFound("deadLetter");
}
