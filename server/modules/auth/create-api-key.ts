import { apiKeys } from "@/db/schema/auth";
import { newApiKeySecret } from "@/server/auth/api-key-secret";
import { authorize, holds } from "@/server/auth/authorize";
import { permissions, type PermissionName } from "@/server/auth/permissions";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { apiKeyColumns, toApiKeyDto } from "./internal/api-key-dto";
import type { CreateApiKeyInput, CreatedApiKeyDto } from "./schema";

/**
 * Makes an API key; the answer is the only place where the key itself ever appears.
 * Throws Invalid for a scope that keys cannot have or that the maker does not hold, and for a past expiry; LimitReached.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKeyInput): Promise<CreatedApiKeyDto> {
  authorize(ctx, "apiKey.manage");
  const scopes = [...new Set(input.scopes)].map((scope) => grantableScope(ctx, scope));
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= ctx.now)
    throw new Invalid("expiry_in_past", {}, { fields: { expiresAt: "expiry_in_past" } });
  const environment = composition().env.NODE_ENV === "production" ? "live" : "test";
  const { secret, prefix, secretHash } = newApiKeySecret(environment);
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .insert(apiKeys)
      .values({
        tenantId: ctx.tenantId,
        name: input.name,
        prefix,
        secretHash,
        scopes,
        expiresAt,
        createdAt: ctx.now,
        createdByMembershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
      })
      .returning(apiKeyColumns);
    if (!row) throw new Error("insert gave no row");
    await countUsage(ctx, tx, "apiKeys", 1);
    record(ctx, "apiKey.created", {
      entity: { type: "apiKey", id: row.id },
      payload: { prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { ...toApiKeyDto(row), secret };
  });
}

function grantableScope(ctx: Ctx, scope: string): PermissionName {
  if (!Object.hasOwn(permissions, scope)) throw refused("api_key_scope_unknown");
  const name = scope as PermissionName;
  if (!permissions[name].apiKey) throw refused("api_key_scope_unknown");
  if (!holds(ctx.actor, name)) throw refused("api_key_scope_exceeds");
  return name;
}

const refused = (key: string): Invalid => new Invalid(key, {}, { fields: { scopes: key } });
