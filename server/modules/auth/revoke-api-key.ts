import { and, eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { apiKeyName } from "@/server/auth/live-api-key";
import { sessionCache } from "@/server/auth/session-cache";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openScope } from "@/server/tenancy/scope";

/** Kills a key at once (other processes see it within a second). One that is dead already is no error. */
export async function revokeApiKey(ctx: Ctx, input: { apiKeyId: string }): Promise<void> {
  authorize(ctx, "apiKey.manage");
  await inTenant(ctx, async (tx) => {
    const own = and(eq(apiKeys.id, input.apiKeyId), eq(apiKeys.tenantId, ctx.tenantId));
    const [key] = await tx
      .select({
        secretHash: apiKeys.secretHash,
        revokedAt: apiKeys.revokedAt,
        retiresAt: apiKeys.retiresAt,
      })
      .from(apiKeys)
      .where(own)
      .for("update");
    if (!key) throw new NotFound("apiKey");
    if (key.revokedAt) return;
    await tx.update(apiKeys).set({ revokedAt: ctx.now }).where(own);
    // One that was rotated counts no more already.
    if (!key.retiresAt) await countUsage(ctx, tx, "apiKeys", -1);
    record(ctx, "apiKey.revoked", { entity: { type: "apiKey", id: input.apiKeyId }, payload: {} });
    const name = apiKeyName(ctx.tenantId, key.secretHash);
    openScope().afterCommit.push(() => sessionCache.forget(name));
  });
}
