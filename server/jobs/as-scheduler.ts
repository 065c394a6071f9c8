import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { runScope } from "@/server/tenancy/run-scope";
import { scopes } from "@/server/tenancy/scope";

/**
 * The queue's own door across tenants, for code that nobody's request reaches: who is due, what is unpublished.
 * Unlike `asPlatform` no person looks at anything, so no fact is stated each minute. Only a job of the platform
 * itself may come in; it reads ids and its own rows, never a tenant's data.
 */
export async function asScheduler<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.actor.kind !== "system" || ctx.tenantId !== PLATFORM_TENANT_ID)
    throw new Error("asScheduler() is for the platform's own jobs");
  if (scopes.getStore()) throw new Error("asScheduler() inside another transaction");
  return runScope(composition().db.platform, "platform", ctx, work);
}
