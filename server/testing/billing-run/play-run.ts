import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { approveRun } from "@/server/modules/billing/run/approve-run";
import { getRun } from "@/server/modules/billing/run/get-run";
import { planChunk } from "@/server/modules/billing/run/plan-chunk";
import { postChunk } from "@/server/modules/billing/run/post-chunk";
import type { RunDto } from "@/server/modules/billing/run/schema";
import { startRun } from "@/server/modules/billing/run/start-run";

/** Begins a run and plans it to the end, as its job would. */
export async function playPlan(ctx: Ctx, billThrough?: Day, size?: number): Promise<RunDto> {
  const { id } = await startRun(ctx, { billThrough });
  while (await planChunk(ctx, id, size)) continue;
  return getRun(ctx, { runId: id });
}

/** Approves a planned run and posts it to the end. */
export async function playPost(ctx: Ctx, runId: string, size?: number): Promise<RunDto> {
  await approveRun(ctx, { runId });
  while (await postChunk(ctx, runId, { size })) continue;
  return getRun(ctx, { runId });
}

export async function playRun(ctx: Ctx, billThrough?: Day): Promise<RunDto> {
  const { id } = await playPlan(ctx, billThrough);
  return playPost(ctx, id);
}
