import { and, eq, gt, isNull, or } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { type Actor, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hashApiKey } from "./api-key-secret";
import { noteApiKeyUse } from "./api-key-use";
import { sessionCache } from "./session-cache";

/** Name of a key in the cache. */
export const apiKeyName = (tenantId: string, secretHash: string): string =>
  `apiKey:${tenantId}:${secretHash}`;

/** The actor of an API key of this tenant that is neither revoked nor expired; notes its use. */
export async function liveApiKey(
  tenantId: string,
  secret: string,
  call: { now: Date; ip: string },
): Promise<Actor | undefined> {
  const secretHash = hashApiKey(secret);
  const actor = await sessionCache.get(apiKeyName(tenantId, secretHash), () =>
    load(tenantId, secretHash, call.now),
  );
  if (actor?.kind === "apiKey") noteApiKeyUse({ tenantId, apiKeyId: actor.apiKeyId, ...call });
  return actor;
}

async function load(tenantId: string, secretHash: string, now: Date): Promise<Actor | undefined> {
  const [row] = await inTenant(systemCtx(tenantId, "auth.apiKey"), (tx) =>
    tx
      .select({ id: apiKeys.id, scopes: apiKeys.scopes })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.tenantId, tenantId),
          eq(apiKeys.secretHash, secretHash),
          isNull(apiKeys.revokedAt),
          or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        ),
      ),
  );
  return row && { kind: "apiKey", apiKeyId: row.id, scopes: row.scopes };
}
