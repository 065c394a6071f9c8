import {
  boolean,
  integer,
  bigint,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
  index,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { createdAt, globalId, instant, tenantColumns } from "./_columns";
import { tenantKey } from "./_tenant-table";

/** SaaS plans that the platform sells to tenants. Global. */
export const saasPlans = pgTable("saas_plans", {
  id: globalId(),
  code: text("code").notNull().unique(),
  name: text("name").notNull(),
  /** Monthly price in minor units of `currency`. */
  priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
  currency: text("currency").notNull(),
  /** resource → maximum; a resource that is absent is unlimited. */
  limits: jsonb("limits").$type<Record<string, number>>().notNull(),
  public: boolean("public").notNull().default(true),
  createdAt: createdAt(),
});

/** Tenants, and the one row of kind `platform` whose chain holds the platform's own facts. Global, own policy. */
export const tenants = pgTable(
  "tenants",
  {
    id: globalId(),
    kind: text("kind").$type<"tenant" | "platform">().notNull().default("tenant"),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    status: text("status")
      .$type<"active" | "read_only" | "suspended" | "closed">()
      .notNull()
      .default("active"),
    parentTenantId: uuid("parent_tenant_id").references((): never => tenants.id as never),
    saasPlanId: uuid("saas_plan_id").references(() => saasPlans.id),
    country: text("country").notNull(),
    timeZone: text("time_zone").notNull(),
    currency: text("currency").notNull(),
    locale: text("locale").notNull(),
    demo: boolean("demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [index("tenants_parent_idx").on(t.parentTenantId)],
);

/** Own hosts of a tenant. The slug's own host needs no row. */
export const tenantDomains = pgTable(
  "tenant_domains",
  {
    ...tenantColumns(),
    /** Lower-case ASCII (punycode). */
    host: text("host").notNull(),
    face: text("face").$type<"staff" | "portal">().notNull(),
    status: text("status").$type<"pending" | "verified" | "lost">().notNull().default("pending"),
    /** What the owner must publish as TXT at `_trama.<host>`. */
    txtToken: text("txt_token").notNull(),
    verifiedAt: instant("verified_at"),
    checkedAt: instant("checked_at"),
    /** Checks failed in a row since the last success; the claim falls at the limit. */
    failedChecks: integer("failed_checks").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("tenant_domains_tenant_host_key").on(t.tenantId, t.host),
    /** A host serves one tenant: the only unique index across tenants (see server/laws allow-list). */
    uniqueIndex("tenant_domains_verified_host_key")
      .on(t.host)
      .where(sql`status = 'verified'`),
  ],
);

/** Typed settings, one row per module; absent rows mean the defaults in code. */
export const tenantSettings = pgTable(
  "tenant_settings",
  {
    ...tenantColumns(),
    module: text("module").notNull(),
    data: jsonb("data").$type<unknown>().notNull(),
    version: integer("version").notNull().default(1),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [tenantKey(t), uniqueIndex("tenant_settings_module_key").on(t.tenantId, t.module)],
);

/** Limits agreed with one tenant; they win over the plan's. */
export const tenantLimits = pgTable(
  "tenant_limits",
  {
    ...tenantColumns(),
    resource: text("resource").notNull(),
    maximum: bigint("maximum", { mode: "number" }),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [tenantKey(t), uniqueIndex("tenant_limits_resource_key").on(t.tenantId, t.resource)],
);

/** What a tenant uses now, counted in the transaction of each create and delete. */
export const tenantUsage = pgTable(
  "tenant_usage",
  {
    ...tenantColumns(),
    resource: text("resource").notNull(),
    /** '' for stock (staff, customers…), 'YYYY-MM' for flow (messages, API calls). */
    period: text("period").notNull().default(""),
    used: bigint("used", { mode: "number" }).notNull().default(0),
    /** The highest threshold (80, 100) already told to the tenant. */
    warnedPercent: integer("warned_percent").notNull().default(0),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("tenant_usage_resource_key").on(t.tenantId, t.resource, t.period),
  ],
);

/** Feature flags set for one tenant; the default is in code. */
export const tenantFlags = pgTable(
  "tenant_flags",
  {
    ...tenantColumns(),
    flag: text("flag").notNull(),
    enabled: boolean("enabled").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [tenantKey(t), uniqueIndex("tenant_flags_flag_key").on(t.tenantId, t.flag)],
);
