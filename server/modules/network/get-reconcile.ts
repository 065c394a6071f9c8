import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/reconcile-dto";
import type { ReconcileDto, RunIdInput } from "./schema";

/** One comparison with a router, as it stands now. Throws `NotFound`. */
export function getReconcile(ctx: Ctx, { runId }: RunIdInput): Promise<ReconcileDto> {
  authorize(ctx, "router.read");
  return inTenant(ctx, (tx) => readRun(ctx, tx, runId));
}
