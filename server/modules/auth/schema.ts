import { z } from "zod";
import { permissions, type PermissionName } from "@/server/auth/permissions";
import { normalNetwork } from "./rules/networks";

const instant = z.iso.datetime();
const role = z.enum(["owner", "admin", "agent", "finance", "technician"]);

export const signInInput = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(256),
});
export type SignInInput = z.output<typeof signInInput>;

/** What the browser posts to /api/auth/callback/ticket within a minute. */
export const signInTicket = z.object({ ticket: z.string(), expiresAt: instant });
export type SignInTicketDto = z.output<typeof signInTicket>;

export const whoAmIOutput = z.object({
  kind: z.enum(["anonymous", "user", "customer", "apiKey", "platform"]),
  userId: z.uuid().nullable(),
  membershipId: z.uuid().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: role.nullable(),
  /** Names of the actions that the caller holds. */
  permissions: z.array(z.string()),
});
export type WhoAmIDto = z.output<typeof whoAmIOutput>;

export const sessionDto = z.object({
  id: z.uuid(),
  current: z.boolean(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
});
export type SessionDto = z.output<typeof sessionDto>;

export const sessionIdInput = z.object({ sessionId: z.uuid() });

/** Permissions that a key may be given as a scope. */
export const API_KEY_SCOPES = (Object.keys(permissions) as PermissionName[]).filter(
  (name) => permissions[name].apiKey,
);

/** A CIDR network as a person writes it, kept in one way. */
const network = z
  .string()
  .max(60)
  .transform((text, check) => {
    const kept = normalNetwork(text);
    if (kept === undefined) check.addIssue({ code: "custom", message: "network_shape" });
    return kept ?? z.NEVER;
  });
/** The most calls a minute that any key has (server/doors/spend-budget.ts). */
export const API_KEY_CALLS_MAX = 600;
const useLimits = {
  /** Networks that may use the key; empty: any. */
  allowedNetworks: z
    .array(network)
    .max(50)
    .transform((list) => [...new Set(list)]),
  /** Null: what every key has. */
  callsPerMinute: z.number().int().min(1).max(API_KEY_CALLS_MAX).nullable(),
};

export const createApiKeyInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string().max(60)).min(1).max(100),
  /** Instant after which the key is dead; absent: until revoked. */
  expiresAt: instant.optional(),
  allowedNetworks: useLimits.allowedNetworks.default([]),
  callsPerMinute: useLimits.callsPerMinute.default(null),
});
export type CreateApiKeyInput = z.output<typeof createApiKeyInput>;

export const apiKeyDto = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The key's first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  allowedNetworks: z.array(z.string()),
  callsPerMinute: z.number().nullable(),
  expiresAt: instant.nullable(),
  /** In the future for a key that was rotated and works on for a while. */
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  lastUsedIp: z.string().nullable(),
  createdAt: instant,
});
export type ApiKeyDto = z.output<typeof apiKeyDto>;

/** The only answer that ever carries the key itself. */
export const createdApiKey = apiKeyDto.extend({ secret: z.string() });
export type CreatedApiKeyDto = z.output<typeof createdApiKey>;

export const apiKeyIdInput = z.object({ apiKeyId: z.uuid() });
/** Absent fields stay as they are. */
export const updateApiKeyInput = apiKeyIdInput.extend({
  name: z.string().trim().min(1).max(80).optional(),
  allowedNetworks: useLimits.allowedNetworks.optional(),
  callsPerMinute: useLimits.callsPerMinute.optional(),
});
export type UpdateApiKeyInput = z.output<typeof updateApiKeyInput>;
/** `keepOldHours`: how long the old secret works beside the new one. */
export const rotateApiKeyInput = apiKeyIdInput.extend({
  keepOldHours: z.number().int().min(0).max(24).default(24),
});
export type RotateApiKeyInput = z.output<typeof rotateApiKeyInput>;
export const apiKeyRecordDto = apiKeyDto.extend({
  createdBy: z.string().nullable(),
  /** Whence it has been used, newest first. */
  networks: z.array(z.object({ network: z.string(), firstSeenAt: instant })),
});
export type ApiKeyRecordDto = z.output<typeof apiKeyRecordDto>;
