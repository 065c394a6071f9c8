import { z } from "zod";
import {
  maximum,
  ownerInput,
  place,
  resource,
  slug,
  status,
  tenantName,
  usageDto,
} from "@/server/modules/tenants/schema";

const instant = z.iso.datetime();
const planCode = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const reason = z.string().trim().min(3).max(300);

export const createTenantInput = place.extend({
  slug,
  name: tenantName,
  planCode: planCode.nullable().default(null),
  owner: ownerInput,
});
export type CreateTenantInput = z.output<typeof createTenantInput>;

export const listTenantsInput = z.object({
  /** Part of a slug or name. */
  search: z.string().trim().max(80).default(""),
  status: status.optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListTenantsInput = z.output<typeof listTenantsInput>;

export const platformTenantDto = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status,
  country: z.string(),
  planCode: z.string().nullable(),
  parentSlug: z.string().nullable(),
  demo: z.boolean(),
  createdAt: instant,
  usage: z.array(usageDto),
});
export type PlatformTenantDto = z.output<typeof platformTenantDto>;
export const tenantPage = z.object({
  items: z.array(platformTenantDto),
  nextCursor: z.string().nullable(),
});
export type TenantPage = z.output<typeof tenantPage>;

export const tenantIdInput = z.object({ tenantId: z.uuid() });
export const tenantDetailDto = platformTenantDto.extend({
  flags: z.array(
    z.object({ flag: z.string(), enabled: z.boolean(), source: z.enum(["tenant", "default"]) }),
  ),
  domains: z.array(z.object({ host: z.string(), face: z.string(), status: z.string() })),
});
export type TenantDetailDto = z.output<typeof tenantDetailDto>;

export const setTenantStatusInput = z.object({ tenantId: z.uuid(), status, reason });
export type SetTenantStatusInput = z.output<typeof setTenantStatusInput>;

export const setTenantPlanInput = z.object({ tenantId: z.uuid(), planCode: planCode.nullable() });
export type SetTenantPlanInput = z.output<typeof setTenantPlanInput>;

/** `maximum` null: unlimited; absent: the plan's limit holds again. */
export const setTenantLimitInput = z.object({
  tenantId: z.uuid(),
  resource,
  maximum: maximum.optional(),
});
export type SetTenantLimitInput = z.output<typeof setTenantLimitInput>;

export const setTenantFlagInput = z.object({
  tenantId: z.uuid(),
  flag: z.string().max(40),
  enabled: z.boolean(),
});
export type SetTenantFlagInput = z.output<typeof setTenantFlagInput>;

export const planDto = z.object({
  code: z.string(),
  name: z.string(),
  /** Per month, in minor units of `currency`. */
  priceMinor: z.number(),
  currency: z.string(),
  limits: z.record(z.string(), z.number()),
  public: z.boolean(),
  tenants: z.number(),
});
export type PlanDto = z.output<typeof planDto>;

export const listUsageInput = z.object({
  resource: resource.optional(),
  /** Whole percent of the limit from which on a tenant is listed. */
  minPercent: z.coerce.number().int().min(0).max(100).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type ListUsageInput = z.output<typeof listUsageInput>;

export const tenantUsageDto = z.object({
  tenantId: z.uuid(),
  slug: z.string(),
  name: z.string(),
  resource,
  used: z.number(),
  maximum: z.number(),
  percent: z.number(),
});
export type TenantUsageDto = z.output<typeof tenantUsageDto>;

const childOfReseller = z.object({ id: z.uuid(), slug: z.string(), name: z.string(), status });
export const resellerDto = childOfReseller.extend({
  children: z.array(childOfReseller),
  /** Of all children together. */
  totals: z.object({ staff: z.number().default(0), customers: z.number().default(0) }),
});
export type ResellerDto = z.output<typeof resellerDto>;

export const upsertPlanInput = z.object({
  code: planCode,
  name: z.string().trim().min(1).max(60),
  priceMinor: z.number().int().min(0).max(1_000_000_000),
  currency: place.shape.currency,
  limits: z.partialRecord(resource, z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)),
  public: z.boolean().default(true),
});
export type UpsertPlanInput = z.output<typeof upsertPlanInput>;

export const healthDto = z.object({
  database: z.object({ latencyMs: z.number(), version: z.string(), sizeBytes: z.number() }),
  tenants: z.record(z.string(), z.number()),
  jobs: z.object({
    deadLetters: z.number(),
    unpublished: z.number(),
    oldestUnpublishedSeconds: z.number().nullable(),
  }),
  panic: z.object({ on: z.number(), held: z.number() }),
  audit: z.object({
    events: z.number(),
    /** The latest verification of each tenant's chain that found something. */
    failedVerifications: z.number(),
    lastVerifiedAt: instant.nullable(),
  }),
  webhooks: z.object({ disabledEndpoints: z.number(), pendingDeliveries: z.number() }),
});
export type HealthDto = z.output<typeof healthDto>;

export const checkDto = z.object({
  name: z.string(),
  /** Rows that break it; 0 is health. */
  broken: z.number(),
  /** The first few: tenant and what. */
  examples: z.array(z.object({ tenantId: z.string(), what: z.string() })),
});
export type CheckDto = z.output<typeof checkDto>;
