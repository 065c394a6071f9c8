import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";

/** Lines of business of a tenant; everything that earns or costs carries one. */
export const businessUnits = pgTable(
  "business_units",
  {
    ...tenantColumns(),
    /** Short, upper-case, unique: INTERNET, OBRAS… */
    code: text("code").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("business_units_code_key").on(t.tenantId, t.code)],
);

/** Places where a tenant works: an office with its address and hours. */
export const branches = pgTable(
  "branches",
  {
    ...tenantColumns(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    businessUnitId: uuid("business_unit_id"),
    address: text("address").notNull().default(""),
    phone: text("phone").notNull().default(""),
    /** IANA zone where it differs from the tenant's. */
    timeZone: text("time_zone"),
    /** `{ lat, lng }` in degrees (WGS 84). */
    position: jsonb("position").$type<{ lat: number; lng: number }>(),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("branches_unit_fk", t.businessUnitId, t.tenantId, businessUnits),
    uniqueIndex("branches_code_key").on(t.tenantId, t.code),
    index("branches_unit_idx").on(t.tenantId, t.businessUnitId),
  ],
);

/** A tenant's own text of a message or document, one row a version; none means the text in code. */
export const templateVersions = pgTable(
  "template_versions",
  {
    ...tenantColumns(),
    /** Which template: `auth.signInCode`, `crm.welcomeLetter`… (registry in code). */
    template: text("template").notNull(),
    channel: text("channel").$type<"email" | "whatsapp" | "pdf">().notNull(),
    locale: text("locale").notNull(),
    /** 1, 2, 3…; the highest that is not withdrawn is in use. */
    version: integer("version").notNull(),
    content: jsonb("content").$type<Record<string, string>>().notNull(),
    createdByMembershipId: uuid("created_by_membership_id"),
    /** Set by a reset to the text in code, or by a later version's undo. */
    withdrawnAt: instant("withdrawn_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("template_versions_key").on(t.tenantId, t.template, t.channel, t.locale, t.version),
  ],
);
