import { z } from "zod";

/** Names in `config` that would hold a secret; those belong in `credentials`, which is sealed and never shown. */
const SECRET_NAME = /(?:password|passwd|secret|token|credential|private.?key|api.?key)s?$/i;
const CONFIG_BYTES_MAX = 16_384;

const config = z
  .record(z.string().min(1).max(60), z.json())
  .refine((value) => JSON.stringify(value).length <= CONFIG_BYTES_MAX, "too_long")
  .refine((value) => !secretNames(value), "secret_in_config")
  // Which private networks we may reach is the platform's to say, not the tenant's.
  .refine((value) => !("allowedCidrs" in value), "reserved_name");

const credentials = z
  .record(z.string().min(1).max(60), z.string().max(10_000))
  .refine((value) => Object.keys(value).length <= 20, "too_long");

export const integrationIdInput = z.object({ integrationId: z.uuid() });
export type IntegrationIdInput = z.output<typeof integrationIdInput>;

export const createIntegrationInput = z.object({
  vendor: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: z.string().trim().min(1).max(100),
  config: config.default({}),
  /** Write-only: sealed at once, never sent back. */
  credentials: credentials.optional(),
});
export type CreateIntegrationInput = z.output<typeof createIntegrationInput>;

/** Absent fields stay as they are; `credentials: null` forgets them. */
export const updateIntegrationInput = integrationIdInput.extend({
  name: z.string().trim().min(1).max(100).optional(),
  config: config.optional(),
  credentials: credentials.nullable().optional(),
});
export type UpdateIntegrationInput = z.output<typeof updateIntegrationInput>;

export const setIntegrationEnabledInput = integrationIdInput.extend({ enabled: z.boolean() });
export type SetIntegrationEnabledInput = z.output<typeof setIntegrationEnabledInput>;

const cidr = z.union([z.cidrv4(), z.cidrv6()]);

/** For the platform: private networks that this integration's device client may reach; empty closes it. */
export const allowNetworksInput = integrationIdInput.extend({
  tenantId: z.uuid(),
  cidrs: z.array(cidr).max(50),
});
export type AllowNetworksInput = z.output<typeof allowNetworksInput>;

export const integrationHealth = z.enum(["unknown", "ok", "degraded", "down"]);

/** What the tenant sees of an account: that credentials are stored, never what they are. */
export const integrationDto = z.object({
  id: z.uuid(),
  vendor: z.string(),
  name: z.string(),
  config: z.record(z.string(), z.json()),
  credentialsStored: z.boolean(),
  enabled: z.boolean(),
  health: integrationHealth,
  healthReason: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type IntegrationDto = z.output<typeof integrationDto>;

function secretNames(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(secretNames);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => SECRET_NAME.test(name) || secretNames(inner),
  );
}

/** How one of the built-in connections does; `count`: failed mails, active destinations, keys in use. */
export const connectionDto = z.object({
  kind: z.enum(["mail", "webhooks", "api"]),
  driver: z.enum(["console", "smtp", "resend"]).nullable(),
  health: z.enum(["unknown", "ok", "degraded", "down"]),
  count: z.number(),
  failing: z.number().default(0),
  /** When it was last used or tried. */
  checkedAt: z.iso.datetime().nullable(),
});
export type ConnectionDto = z.output<typeof connectionDto>;
