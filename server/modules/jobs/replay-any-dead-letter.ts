import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { replayOpen } from "./internal/resolve-dead-letter";
import type { AnyDeadLetterInput } from "./schema";

/** The platform runs a tenant's failed job again; the job runs as that tenant, the fact stands in its chain. */
export async function replayAnyDeadLetter(ctx: Ctx, input: AnyDeadLetterInput): Promise<void> {
  authorize(ctx, "platform.job.manage");
  const tenantCtx = { ...ctx, tenantId: input.tenantId };
  await asPlatform(tenantCtx, "replay a failed job", (tx) => replayOpen(tx, tenantCtx, input.id));
}
