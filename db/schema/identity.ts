import {
  bigint,
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
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { apiKeys, customRoles, memberships, sessions, teams } from "./auth";
import { customers } from "./crm";

/**
 * Second factors belong to a membership, not to the person: a passkey's rpId is one host, and no tenant may
 * weaken another's (docs/decisions/0036).
 */
export const totpFactors = pgTable(
  "totp_factors",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    /** Base32, sealed. */
    secretSealed: text("secret_sealed").notNull(),
    /** Null until the first code proved that the app has it. */
    confirmedAt: instant("confirmed_at"),
    /** The last 30-second step that was accepted: no code works twice. */
    lastStep: bigint("last_step", { mode: "number" }),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("totp_factors_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("totp_factors_membership_key").on(t.tenantId, t.membershipId),
  ],
);

/** Ten codes on paper, each good once. Only keyed hashes are kept. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("recovery_codes_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("recovery_codes_key").on(t.tenantId, t.membershipId, t.codeHash),
  ],
);

/** WebAuthn credentials of staff and customers, for one host each. */
export const passkeys = pgTable(
  "passkeys",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id"),
    customerId: uuid("customer_id"),
    name: text("name").notNull(),
    /** The host that it was made on: WebAuthn's rpId. */
    host: text("host").notNull(),
    /** base64url. */
    credentialId: text("credential_id").notNull(),
    /** COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull().default(0),
    transports: jsonb("transports").$type<string[]>().notNull().default([]),
    backedUp: boolean("backed_up").notNull().default(false),
    lastUsedAt: instant("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("passkeys_membership_fk", t.membershipId, t.tenantId, memberships),
    tenantReference("passkeys_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("passkeys_credential_key").on(t.tenantId, t.credentialId),
    index("passkeys_membership_idx").on(t.tenantId, t.membershipId),
  ],
);

/** Something under way that the person must finish: a second step, a passkey's challenge, an OIDC round trip. */
export const authChallenges = pgTable(
  "auth_challenges",
  {
    ...tenantColumns(),
    kind: text("kind")
      .$type<"secondStep" | "passkeySignIn" | "passkeyRegister" | "proof" | "oidc">()
      .notNull(),
    membershipId: uuid("membership_id"),
    /** sha256 of the random token that the browser holds. */
    tokenHash: text("token_hash").notNull(),
    /** What the kind needs; never a secret in clear. */
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
    attempts: integer("attempts").notNull().default(0),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("auth_challenges_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("auth_challenges_hash_key").on(t.tenantId, t.tokenHash),
    index("auth_challenges_expiry_idx").on(t.tenantId, t.expiresAt),
  ],
);

/** Codes and links sent to a phone or mailbox: six digits as a keyed hash, five tries, ten minutes (ASVS 5.0 V6). */
export const oneTimeCodes = pgTable(
  "one_time_codes",
  {
    ...tenantColumns(),
    audience: text("audience").$type<"staff" | "customer">().notNull(),
    /** Null where nobody has the address: the row is made all the same, so that nothing tells them apart. */
    membershipId: uuid("membership_id"),
    customerId: uuid("customer_id"),
    channel: text("channel").$type<"whatsapp" | "sms" | "email" | "console">().notNull(),
    codeHash: text("code_hash").notNull(),
    /** Keyed hash of the address that it was sent to: what a right code proves, and what a newer one makes void. */
    destinationHash: text("destination_hash"),
    /** sha256 of the magic link's token, where one was sent. */
    linkHash: text("link_hash"),
    attempts: integer("attempts").notNull().default(0),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("one_time_codes_membership_fk", t.membershipId, t.tenantId, memberships),
    tenantReference("one_time_codes_customer_fk", t.customerId, t.tenantId, customers),
    index("one_time_codes_destination_idx").on(t.tenantId, t.destinationHash),
    index("one_time_codes_link_idx").on(t.tenantId, t.linkHash),
    index("one_time_codes_expiry_idx").on(t.tenantId, t.expiresAt),
  ],
);

/** Asked to join: by e-mail, or by phone for staff without one. */
export const invitations = pgTable(
  "invitations",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    email: text("email"),
    phone: text("phone"),
    role: text("role").notNull(),
    customRoleId: uuid("custom_role_id"),
    teamId: uuid("team_id"),
    locale: text("locale").notNull().default("es"),
    tokenHash: text("token_hash").notNull(),
    invitedByMembershipId: uuid("invited_by_membership_id"),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("invitations_custom_role_fk", t.customRoleId, t.tenantId, customRoles),
    tenantReference("invitations_team_fk", t.teamId, t.tenantId, teams),
    tenantReference("invitations_by_fk", t.invitedByMembershipId, t.tenantId, memberships),
    uniqueIndex("invitations_hash_key").on(t.tenantId, t.tokenHash),
    index("invitations_created_idx").on(t.tenantId, t.createdAt),
  ],
);

/** Asked for on a tenant's host; changes the person's password everywhere. */
export const passwordResets = pgTable(
  "password_resets",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("password_resets_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("password_resets_hash_key").on(t.tenantId, t.tokenHash),
  ],
);

/** A member's account at an OIDC provider. */
export const externalIdentities = pgTable(
  "external_identities",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    lastUsedAt: instant("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("external_identities_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("external_identities_key").on(t.tenantId, t.issuer, t.subject),
  ],
);

/** What might be an attack: for people to look at. Apart from the chain, so that a stranger cannot fill it. */
export const securityLog = pgTable(
  "security_log",
  {
    ...tenantColumns(),
    kind: text("kind").notNull(),
    severity: text("severity").$type<"info" | "warning" | "alert">().notNull(),
    membershipId: uuid("membership_id"),
    customerId: uuid("customer_id"),
    apiKeyId: uuid("api_key_id"),
    sessionId: uuid("session_id"),
    ip: inet("ip"),
    country: text("country"),
    userAgent: text("user_agent"),
    details: jsonb("details")
      .$type<Record<string, string | number | boolean | null>>()
      .notNull()
      .default({}),
    /** Like ones of the same hour are counted here rather than written again. */
    times: integer("times").notNull().default(1),
    lastAt: instant("last_at").notNull().defaultNow(),
    reviewedAt: instant("reviewed_at"),
    reviewedByMembershipId: uuid("reviewed_by_membership_id"),
    /** What was done about it with one tap. */
    outcome: text("outcome").$type<"expected" | "revoked">(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("security_log_membership_fk", t.membershipId, t.tenantId, memberships),
    tenantReference("security_log_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("security_log_api_key_fk", t.apiKeyId, t.tenantId, apiKeys),
    tenantReference("security_log_session_fk", t.sessionId, t.tenantId, sessions),
    tenantReference("security_log_reviewer_fk", t.reviewedByMembershipId, t.tenantId, memberships),
    index("security_log_created_idx").on(t.tenantId, t.createdAt, t.id),
  ],
);

/** A company that is signing up on the root site; rows of the platform's own tenant. */
export const signUps = pgTable(
  "sign_ups",
  {
    ...tenantColumns(),
    /** Lower-case. */
    email: text("email").notNull(),
    /** Keyed hash of the six digits that were mailed. */
    codeHash: text("code_hash").notNull(),
    /** sha256 of the token that the browser holds between the wizard's steps. */
    tokenHash: text("token_hash").notNull(),
    attempts: integer("attempts").notNull().default(0),
    verifiedAt: instant("verified_at"),
    /** The tenant that came of it. */
    openedTenantId: uuid("opened_tenant_id"),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("sign_ups_token_key").on(t.tenantId, t.tokenHash),
    index("sign_ups_expiry_idx").on(t.tenantId, t.expiresAt),
  ],
);
