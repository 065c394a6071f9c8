import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/auth";
import { newApiKeySecret } from "@/server/auth/api-key-secret";
import { holds } from "@/server/auth/authorize";
import { permissions, type PermissionName } from "@/server/auth/permissions";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import type { CreatedApiKeyDto } from "../schema";
import { apiKeyColumns, toApiKeyDto } from "./api-key-dto";

/** A key to be: everything but its secret. */
export type NewApiKey = {
  name: string;
  scopes: readonly string[];
  allowedNetworks: string[];
  callsPerMinute: number | null;
  expiresAt: Date | null;
};

/** Writes a new key, its count and its fact in the open transaction; gives the secret, this once. Throws LimitReached. */
export async function writeApiKey(ctx: Ctx, tx: Tx, key: NewApiKey): Promise<CreatedApiKeyDto> {
  const environment = composition().env.NODE_ENV === "production" ? "live" : "test";
  const { secret, prefix, secretHash } = newApiKeySecret(environment);
  const { name, allowedNetworks, callsPerMinute, expiresAt } = key;
  const scopes = [...new Set(key.scopes)].map((scope) => grantableScope(ctx, scope));
  const [row] = await tx
    .insert(apiKeys)
    .values({
      tenantId: ctx.tenantId,
      name,
      scopes,
      allowedNetworks,
      callsPerMinute,
      expiresAt,
      prefix,
      secretHash,
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
}

/** Nobody hands out more than they hold, nor what keys never have. */
function grantableScope(ctx: Ctx, scope: string): PermissionName {
  if (!Object.hasOwn(permissions, scope)) throw refused("api_key_scope_unknown");
  const name = scope as PermissionName;
  if (!permissions[name].apiKey) throw refused("api_key_scope_unknown");
  if (!holds(ctx.actor, name)) throw refused("api_key_scope_exceeds");
  return name;
}

const refused = (key: string): Invalid => new Invalid(key, {}, { fields: { scopes: key } });
