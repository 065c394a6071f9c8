import {
  boolean,
  index,
  inet,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { CustomGrants } from "@/server/auth/grants";
import { createdAt, globalId, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";
import { branches, businessUnits } from "./units";

/** People who sign in as staff or platform. Global: one person may belong to several tenants (own policy: only through a membership). */
export const users = pgTable("users", {
  id: globalId(),
  /** Lower-case; unique over the platform. */
  email: text("email").unique(),
  name: text("name").notNull(),
  /** PHC string, argon2id. */
  passwordHash: text("password_hash"),
  locale: text("locale").notNull().default("es"),
  status: text("status").$type<"active" | "disabled">().notNull().default("active"),
  createdAt: createdAt(),
});

/** Groups of staff: what the scope *team* means. */
export const teams = pgTable(
  "teams",
  { ...tenantColumns(), name: text("name").notNull(), createdAt: createdAt() },
  (t) => [tenantKey(t), uniqueIndex("teams_name_key").on(t.tenantId, sql`lower(${t.name})`)],
);

/** A tenant's own roles, each cloned from a fixed one. */
export const customRoles = pgTable(
  "custom_roles",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** The fixed role that it was cloned from; it can never hold more than that role's maker held. */
    basedOn: text("based_on").notNull(),
    /** action → scope (`server/auth/grants.ts`). */
    grants: jsonb("grants").$type<CustomGrants>().notNull(),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("custom_roles_name_key")
      .on(t.tenantId, sql`lower(${t.name})`)
      .where(sql`archived_at is null`),
  ],
);

/** A person's place in a tenant. */
export const memberships = pgTable(
  "memberships",
  {
    ...tenantColumns(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** A fixed role; where `customRoleId` stands, the role that it is based on. */
    role: text("role").notNull(),
    customRoleId: uuid("custom_role_id"),
    teamId: uuid("team_id"),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    /** E.164; signs in by code where the role's methods allow it. Of this tenant only, so that no tenant learns of another's. */
    phone: text("phone"),
    status: text("status").$type<"active" | "disabled">().notNull().default("active"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("memberships_custom_role_fk", t.customRoleId, t.tenantId, customRoles),
    tenantReference("memberships_team_fk", t.teamId, t.tenantId, teams),
    tenantReference("memberships_unit_fk", t.businessUnitId, t.tenantId, businessUnits),
    tenantReference("memberships_branch_fk", t.branchId, t.tenantId, branches),
    uniqueIndex("memberships_user_key").on(t.tenantId, t.userId),
    uniqueIndex("memberships_phone_key")
      .on(t.tenantId, t.phone)
      .where(sql`phone is not null`),
    index("memberships_by_user_idx").on(t.userId),
  ],
);

/** A browser that a person has used here; its cookie's hash, so that a new one is noticed. */
export const devices = pgTable(
  "devices",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id"),
    customerId: uuid("customer_id"),
    tokenHash: text("token_hash").notNull(),
    userAgent: text("user_agent"),
    /** ISO 3166-1 alpha-2 of the last address, where known. */
    country: text("country"),
    firstSeenAt: instant("first_seen_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("devices_membership_fk", t.membershipId, t.tenantId, memberships),
    tenantReference("devices_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("devices_membership_key")
      .on(t.tenantId, t.membershipId, t.tokenHash)
      .where(sql`membership_id is not null`),
    uniqueIndex("devices_customer_key")
      .on(t.tenantId, t.customerId, t.tokenHash)
      .where(sql`customer_id is not null`),
  ],
);

/** Somebody of the platform (or a reseller) acting inside this tenant, for a stated reason and a limited time. */
export const impersonations = pgTable(
  "impersonations",
  {
    ...tenantColumns(),
    /** Who acts: a person of the platform, or of the reseller that owns this tenant. */
    byUserId: uuid("by_user_id")
      .notNull()
      .references(() => users.id),
    byTenantId: uuid("by_tenant_id").notNull(),
    /** Their name, as the tenant is told it: a tenant cannot look up people of another. */
    byName: text("by_name").notNull().default(""),
    membershipId: uuid("membership_id").notNull(),
    reason: text("reason").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    endedReason: text("ended_reason").$type<"left" | "expired" | "revoked">(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("impersonations_membership_fk", t.membershipId, t.tenantId, memberships),
    index("impersonations_started_idx").on(t.tenantId, t.startedAt),
  ],
);

/** The truth about a signed-in session; the cookie only names it. */
export const sessions = pgTable(
  "sessions",
  {
    ...tenantColumns(),
    /** Staff and platform; null for a customer's session. */
    membershipId: uuid("membership_id"),
    customerId: uuid("customer_id"),
    audience: text("audience").$type<"staff" | "customer" | "platform">().notNull(),
    /** How the person proved who they are, in order: password, totp, passkey, phoneCode… */
    methods: jsonb("methods").$type<string[]>().notNull().default([]),
    /** When they last proved it again; dangerous actions ask for minutes, not hours. */
    provedAt: instant("proved_at").notNull().defaultNow(),
    deviceId: uuid("device_id"),
    country: text("country"),
    impersonationId: uuid("impersonation_id"),
    /** The role (fixed name or custom role's id) through whose eyes the person looks for a while. */
    viewAs: text("view_as"),
    userAgent: text("user_agent"),
    ip: inet("ip"),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    idleExpiresAt: instant("idle_expires_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    revokedReason: text("revoked_reason"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("sessions_membership_fk", t.membershipId, t.tenantId, memberships),
    tenantReference("sessions_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("sessions_device_fk", t.deviceId, t.tenantId, devices),
    tenantReference("sessions_impersonation_fk", t.impersonationId, t.tenantId, impersonations),
    index("sessions_membership_idx").on(t.tenantId, t.membershipId),
    index("sessions_customer_idx").on(t.tenantId, t.customerId),
  ],
);

/** One-time tickets that our own verbs issue and next-auth redeems. Only the hash is kept. */
export const signInTickets = pgTable(
  "sign_in_tickets",
  {
    ...tenantColumns(),
    sessionId: uuid("session_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("sign_in_tickets_session_fk", t.sessionId, t.tenantId, sessions),
    uniqueIndex("sign_in_tickets_hash_key").on(t.tenantId, t.tokenHash),
  ],
);

/** Failed sign-ins per account (by keyed hash of what was typed, known or not) for progressive delays. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    ...tenantColumns(),
    accountHash: text("account_hash").notNull(),
    ipHash: text("ip_hash").notNull(),
    failures: integer("failures").notNull().default(0),
    nextAllowedAt: instant("next_allowed_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("sign_in_attempts_key").on(t.tenantId, t.accountHash, t.ipHash),
  ],
);

/** API keys: the secret is shown once, its hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** First characters, shown in lists so that a person recognises the key. */
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull(),
    scopes: jsonb("scopes").$type<string[]>().notNull(),
    /** CIDR networks that may use the key; empty: any. */
    allowedNetworks: jsonb("allowed_networks").$type<string[]>().notNull().default([]),
    /** Calls a minute for this key; null: the tenant's own budget only. */
    callsPerMinute: integer("calls_per_minute"),
    createdByMembershipId: uuid("created_by_membership_id"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    /** Until when it still works after it was rotated; one that is revoked works no more whatever the clock says. */
    retiresAt: instant("retires_at"),
    lastUsedAt: instant("last_used_at"),
    lastUsedIp: inet("last_used_ip"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("api_keys_created_by_fk", t.createdByMembershipId, t.tenantId, memberships),
    uniqueIndex("api_keys_hash_key").on(t.tenantId, t.secretHash),
  ],
);

/** Marks the memberships of the platform tenant that may sign in on the admin host. Kept apart so that no tenant verb can grant it. */
export const platformAdmins = pgTable("platform_admins", {
  id: globalId(),
  userId: uuid("user_id")
    .notNull()
    .unique()
    .references(() => users.id),
  active: boolean("active").notNull().default(true),
  createdAt: createdAt(),
});

/** Networks from which a key has been used; one that is not here yet is told in the security log. */
export const apiKeyNetworks = pgTable(
  "api_key_networks",
  {
    ...tenantColumns(),
    apiKeyId: uuid("api_key_id").notNull(),
    /** /24 of IPv4, /64 of IPv6. */
    network: text("network").notNull(),
    firstSeenAt: instant("first_seen_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("api_key_networks_key_fk", t.apiKeyId, t.tenantId, apiKeys),
    uniqueIndex("api_key_networks_key").on(t.tenantId, t.apiKeyId, t.network),
  ],
);
