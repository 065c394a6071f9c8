import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { dismissOpen } from "./internal/resolve-dead-letter";
import type { AnyDeadLetterInput } from "./schema";

/** The platform takes a tenant's failed job off the list; the fact stands in that tenant's chain. */
export async function dismissAnyDeadLetter(ctx: Ctx, input: AnyDeadLetterInput): Promise<void> {
  authorize(ctx, "platform.job.manage");
  const tenantCtx = { ...ctx, tenantId: input.tenantId };
  await asPlatform(tenantCtx, "dismiss a failed job", (tx) => dismissOpen(tx, tenantCtx, input.id));
}
