import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/run-dto";
import type { RunDto, RunIdInput } from "./schema";

/** One run, with how far it is. Throws `NotFound`. */
export function getRun(ctx: Ctx, { runId }: RunIdInput): Promise<RunDto> {
  authorize(ctx, "billingRun.read");
  return inTenant(ctx, (tx) => readRun(ctx, tx, runId));
}
