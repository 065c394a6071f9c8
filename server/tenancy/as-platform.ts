import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { record } from "@/server/events/record";
import type { Ctx } from "./context";
import { runScope } from "./run-scope";
import { scopes } from "./scope";

/**
 * The named, audited door across tenants: runs `work` as role `trama_platform`.
 * Each use is a fact (`platform.access`) in the platform's chain with who, why and about whom.
 * Never call it from a tenant's own procedure with the caller's input as the reason.
 */
export async function asPlatform<T>(
  ctx: Ctx,
  reason: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (scopes.getStore()) throw new Error("asPlatform() inside another transaction");
  const platformCtx = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  return runScope(composition().db.platform, "platform", platformCtx, async (tx) => {
    const result = await work(tx);
    record(platformCtx, "platform.access", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: { reason },
    });
    return result;
  });
}
