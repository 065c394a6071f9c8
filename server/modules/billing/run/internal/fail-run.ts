import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockRun, writeRun } from "./run-row";

/** Gives a run up after its last try: what was posted stays, a new run takes up the rest. */
export async function failRun(ctx: Ctx, runId: string, error: unknown): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const run = await lockRun(ctx, tx, runId);
    const { billThrough, invoices, lines, exceptions } = run;
    const said = error instanceof Error ? error.message.slice(0, 300) : "unknown";
    await writeRun(ctx, tx, runId, { status: "failed", error: said });
    record(ctx, "billingRun.failed", {
      entity: { type: "billingRun", id: runId },
      payload: { billThrough, invoices, lines, exceptions, error: said },
    });
  });
}
