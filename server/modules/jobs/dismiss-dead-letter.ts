import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dismissOpen } from "./internal/resolve-dead-letter";
import type { DeadLetterIdInput } from "./schema";

/** Takes a failed job off the list. Throws `NotFound`, `Conflict` when it was replayed or dismissed meanwhile. */
export async function dismissDeadLetter(ctx: Ctx, input: DeadLetterIdInput): Promise<void> {
  authorize(ctx, "job.manage");
  await inTenant(ctx, (tx) => dismissOpen(tx, ctx, input.id));
}
