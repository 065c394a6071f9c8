import { sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import type { ApiKeyDto } from "../schema";

/** What may be shown of a key; never its hash. */
export const apiKeyColumns = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  allowedNetworks: apiKeys.allowedNetworks,
  callsPerMinute: apiKeys.callsPerMinute,
  expiresAt: apiKeys.expiresAt,
  /** When it died, or will: a rotated one works on for a while. */
  revokedAt: sql<Date | null>`coalesce(${apiKeys.revokedAt}, ${apiKeys.retiresAt})`.mapWith(
    apiKeys.revokedAt,
  ),
  lastUsedAt: apiKeys.lastUsedAt,
  lastUsedIp: apiKeys.lastUsedIp,
  createdAt: apiKeys.createdAt,
};

type Row = Omit<ApiKeyDto, `${string}At`> & {
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

export const toApiKeyDto = (row: Row): ApiKeyDto => ({
  ...row,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
