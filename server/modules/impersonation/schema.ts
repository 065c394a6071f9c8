import { z } from "zod";

const instant = z.iso.datetime();
/** The longest that somebody from outside may stay. */
export const MAX_MINUTES = 60;
const reason = z.string().trim().min(10, "reason_too_short").max(300);
const minutes = z.number().int().min(5).max(MAX_MINUTES);

export const tenantIdInput = z.object({ tenantId: z.uuid() });
export type TenantIdInput = z.output<typeof tenantIdInput>;

export const impersonateInput = z.object({
  tenantId: z.uuid(),
  membershipId: z.uuid(),
  reason,
  minutes: minutes.default(30),
});
export type ImpersonateInput = z.output<typeof impersonateInput>;

export const childIdInput = z.object({ childTenantId: z.uuid() });
export type ChildIdInput = z.output<typeof childIdInput>;
export const enterChildInput = z.object({
  childTenantId: z.uuid(),
  membershipId: z.uuid(),
  reason,
  minutes: minutes.default(30),
});
export type EnterChildInput = z.output<typeof enterChildInput>;

/** Where the browser goes: the tenant's own host, with the one-time ticket in the fragment (never in a log). */
export const entryDto = z.object({ url: z.string(), expiresAt: instant });
export type EntryDto = z.output<typeof entryDto>;

/** A person who can be impersonated. */
export const enterableDto = z.object({
  membershipId: z.uuid(),
  name: z.string(),
  role: z.string(),
});
export type EnterableDto = z.output<typeof enterableDto>;

export const impersonationDto = z.object({
  id: z.uuid(),
  byName: z.string(),
  from: z.enum(["platform", "reseller"]),
  asName: z.string(),
  reason: z.string(),
  startedAt: instant,
  expiresAt: instant,
  endedAt: instant.nullable(),
  endedReason: z.enum(["left", "expired", "revoked"]).nullable(),
});
export type ImpersonationDto = z.output<typeof impersonationDto>;

export const impersonationIdInput = z.object({ impersonationId: z.uuid() });
export type ImpersonationIdInput = z.output<typeof impersonationIdInput>;

export const leftDto = z.object({ returnTo: z.string() });
export type LeftDto = z.output<typeof leftDto>;
