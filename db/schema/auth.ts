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
import { createdAt, globalId, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";

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

/** A person's place in a tenant. */
export const memberships = pgTable(
  "memberships",
  {
    ...tenantColumns(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").notNull(),
    status: text("status").$type<"active" | "disabled">().notNull().default("active"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("memberships_user_key").on(t.tenantId, t.userId),
    index("memberships_by_user_idx").on(t.userId),
  ],
);

/** The truth about a signed-in session; the cookie only names it. */
export const sessions = pgTable(
  "sessions",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    audience: text("audience").$type<"staff" | "customer" | "platform">().notNull(),
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
    index("sessions_membership_idx").on(t.tenantId, t.membershipId),
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
    createdByMembershipId: uuid("created_by_membership_id"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
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
