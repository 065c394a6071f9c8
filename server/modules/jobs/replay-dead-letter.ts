import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { replayOpen } from "./internal/resolve-dead-letter";
import type { DeadLetterIdInput } from "./schema";

/** Runs a failed job again. Throws `NotFound`, `Conflict` when it was replayed or dismissed meanwhile. */
export async function replayDeadLetter(ctx: Ctx, input: DeadLetterIdInput): Promise<void> {
  authorize(ctx, "job.manage");
  await inTenant(ctx, (tx) => replayOpen(tx, ctx, input.id));
}
