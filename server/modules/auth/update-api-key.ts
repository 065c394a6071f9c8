import { and, eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { apiKeyName } from "@/server/auth/live-api-key";
import { sessionCache } from "@/server/auth/session-cache";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openScope } from "@/server/tenancy/scope";
import { apiKeyColumns, toApiKeyDto } from "./internal/api-key-dto";
import type { ApiKeyDto, UpdateApiKeyInput } from "./schema";

/**
 * Changes what a key is called and whence and how often it may be used, from the next call on; never what it may do.
 * Throws `NotFound`, Conflict("api_key_dead").
 */
export function updateApiKey(ctx: Ctx, input: UpdateApiKeyInput): Promise<ApiKeyDto> {
  authorize(ctx, "apiKey.manage");
  const { apiKeyId, ...changes } = input;
  return inTenant(ctx, async (tx) => {
    const own = and(eq(apiKeys.id, apiKeyId), eq(apiKeys.tenantId, ctx.tenantId));
    const [row] = await tx
      .select({ ...apiKeyColumns, secretHash: apiKeys.secretHash })
      .from(apiKeys)
      .where(own)
      .for("update");
    if (!row) throw new NotFound("apiKey");
    const { secretHash, ...before } = row;
    if (before.revokedAt && before.revokedAt <= ctx.now) throw new Conflict("api_key_dead");
    const changed = changesOf(before, { ...before, ...changes });
    if (!changed) return toApiKeyDto(before);
    await tx.update(apiKeys).set(changes).where(own);
    record(ctx, "apiKey.updated", { entity: { type: "apiKey", id: apiKeyId }, payload: changed });
    const name = apiKeyName(ctx.tenantId, secretHash);
    openScope().afterCommit.push(() => sessionCache.forget(name));
    return toApiKeyDto({ ...before, ...changes });
  });
}
