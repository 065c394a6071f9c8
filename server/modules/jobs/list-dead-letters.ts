import { authorize } from "@/server/auth/authorize";
import { toPage } from "@/server/kernel/to-page";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownDeadLetters } from "./internal/dead-letter-rows";
import type { DeadLetterPage, ListDeadLettersInput } from "./schema";

/** The tenant's jobs that failed for good, newest first. */
export async function listDeadLetters(
  ctx: Ctx,
  input: ListDeadLettersInput,
): Promise<DeadLetterPage> {
  authorize(ctx, "job.read");
  const rows = await inTenant(ctx, (tx) => ownDeadLetters(tx, ctx.tenantId, input));
  return toPage(rows, input.limit);
}
