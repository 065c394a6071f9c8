import { and, eq, gt, isNull, or } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { isInNetworks } from "@/server/modules/auth/rules/networks";
import { type Actor, type ApiKeyActor, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteApiKeyNetwork, noteRefusedNetwork } from "./api-key-networks";
import { hashApiKey } from "./api-key-secret";
import { noteApiKeyUse } from "./api-key-use";
import { sessionCache } from "./session-cache";

/** Name of a key in the cache. */
export const apiKeyName = (tenantId: string, secretHash: string): string =>
  `apiKey:${tenantId}:${secretHash}`;

/** A key as it is cached: with where it may be used from, which no verb needs to know. */
type CachedKey = ApiKeyActor & { allowedNetworks?: readonly string[] };

/**
 * The actor of an API key of this tenant that is neither revoked nor expired; notes its use. From a network that its
 * maker did not allow it is an actor without scopes, marked for the doors to refuse.
 */
export async function liveApiKey(
  tenantId: string,
  secret: string,
  call: { now: Date; ip: string },
): Promise<Actor | undefined> {
  const secretHash = hashApiKey(secret);
  const cached = await sessionCache.get(apiKeyName(tenantId, secretHash), () =>
    load(tenantId, secretHash, call.now),
  );
  if (cached?.kind !== "apiKey") return cached;
  const { allowedNetworks = [], ...actor }: CachedKey = cached;
  const use = { tenantId, apiKeyId: actor.apiKeyId, ...call };
  if (!isInNetworks(call.ip, allowedNetworks)) {
    await noteRefusedNetwork(use);
    return { ...actor, scopes: [], refusedNetwork: true };
  }
  noteApiKeyUse(use);
  await noteApiKeyNetwork(use);
  return actor;
}

async function load(
  tenantId: string,
  secretHash: string,
  now: Date,
): Promise<CachedKey | undefined> {
  const [row] = await inTenant(systemCtx(tenantId, "auth.apiKey"), (tx) =>
    tx
      .select({
        id: apiKeys.id,
        scopes: apiKeys.scopes,
        allowedNetworks: apiKeys.allowedNetworks,
        callsPerMinute: apiKeys.callsPerMinute,
      })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.tenantId, tenantId),
          eq(apiKeys.secretHash, secretHash),
          // A key that was rotated dies at an hour to come.
          isNull(apiKeys.revokedAt),
          or(isNull(apiKeys.retiresAt), gt(apiKeys.retiresAt, now)),
          or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        ),
      ),
  );
  if (!row) return undefined;
  return {
    kind: "apiKey",
    apiKeyId: row.id,
    scopes: row.scopes,
    ...(row.allowedNetworks.length > 0 && { allowedNetworks: row.allowedNetworks }),
    ...(row.callsPerMinute !== null && { callsPerMinute: row.callsPerMinute }),
  };
}
