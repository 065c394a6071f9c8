import {
  check,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { branches, businessUnits } from "./units";

/** Who buys from the tenant. Never keyed by a phone or an address: ways to reach it stand in `customer_identities`. */
export const customers = pgTable(
  "customers",
  {
    ...tenantColumns(),
    /** The tenant's own number for the customer, unique, 1, 2, 3… */
    number: integer("number").notNull(),
    kind: text("kind").$type<"person" | "company">().notNull().default("person"),
    name: text("name").notNull(),
    /** Lower-case; optional everywhere (product.md, *crm*). */
    email: text("email"),
    /** E.164; optional. */
    phone: text("phone"),
    locale: text("locale").notNull().default("es"),
    city: text("city").notNull().default(""),
    status: text("status").$type<"lead" | "active" | "former">().notNull().default("active"),
    /** May sign in to the portal. */
    portalAccess: boolean("portal_access").notNull().default(true),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    /** Whose customer it is: what the scopes *own* and *team* look at (no foreign key: memberships refer to this file's neighbours). */
    ownerMembershipId: uuid("owner_membership_id"),
    /** What search looks through: name, number, e-mail, phone, city; lower-case, without accents. */
    searchText: text("search_text").notNull().default(""),
    /** ISO 3166 alpha-2 of the tax id's country; empty without one. */
    taxCountry: text("tax_country").notNull().default(""),
    /** `RUC`, `DNI`, `CUIT`, `CPF`, `CNPJ`, `RUT`, `NIT`, `CC`, `RFC`, `CURP`, `CE`, `passport`… (`server/kernel/tax-id.ts`). */
    taxIdKind: text("tax_id_kind").notNull().default(""),
    /** Canonical: upper-case, without dots and dashes. */
    taxId: text("tax_id").notNull().default(""),
    /** What documents call it where it differs from `name`. */
    legalName: text("legal_name").notNull().default(""),
    category: text("category").notNull().default(""),
    /** Values of the tenant's own fields by key (`custom_fields`). */
    custom: jsonb("custom").$type<Record<string, unknown>>().notNull().default({}),
    /** ISO 4217; null: the tenant's. */
    currency: text("currency"),
    /** Days from issue to due date; null: the tenant's. */
    dueDays: integer("due_days"),
    /** Which ladder (`dunning_policies`); null: the plan's, else the tenant's. */
    dunningPolicyId: uuid("dunning_policy_id"),
    /** Never reminded nor cut, and why. */
    dunningExempt: boolean("dunning_exempt").notNull().default(false),
    dunningExemptReason: text("dunning_exempt_reason").notNull().default(""),
    /** Merged into this one; the row stays, out of sight. */
    mergedIntoId: uuid("merged_into_id"),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customers_unit_fk", t.businessUnitId, t.tenantId, businessUnits),
    tenantReference("customers_branch_fk", t.branchId, t.tenantId, branches),
    uniqueIndex("customers_number_key").on(t.tenantId, t.number),
    index("customers_name_idx").on(t.tenantId, t.name, t.id),
    index("customers_created_idx").on(t.tenantId, t.createdAt, t.id),
    index("customers_email_idx").on(t.tenantId, t.email),
    index("customers_phone_idx").on(t.tenantId, t.phone),
    index("customers_owner_idx").on(t.tenantId, t.ownerMembershipId),
    index("customers_tax_id_idx").on(t.tenantId, t.taxId),
    index("customers_category_idx").on(t.tenantId, t.category, t.id),
    /** Duplicates: the same name in the same city. */
    index("customers_folded_idx")
      .on(t.tenantId, sql`app.fold_text(${t.name})`, sql`app.fold_text(${t.city})`)
      .where(sql`archived_at is null`),
    /** Parts of words, for the role `trama_search` only: a fence above `like` hides it from the others (decision 0107). */
    index("customers_search_idx")
      .using("gin", t.tenantId, t.searchText.op("gin_trgm_ops"))
      .with({ gin_pending_list_limit: 256 }),
    index("customers_merged_idx")
      .on(t.tenantId, t.mergedIntoId)
      .where(sql`merged_into_id is not null`),
  ],
);

/** Ways to reach a customer or a contact: many a customer, and one number may serve several. */
export const customerIdentities = pgTable(
  "customer_identities",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    contactId: uuid("contact_id"),
    channel: text("channel").$type<"email" | "phone" | "whatsapp" | "telegram">().notNull(),
    /** `address`, `phone`, `bsuid` (WhatsApp's business-scoped user id), `username`. */
    kind: text("kind").notNull(),
    /** Canonical: E.164, lower-case address. */
    value: text("value").notNull(),
    primary: boolean("is_primary").notNull().default(false),
    verifiedAt: instant("verified_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_identities_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("customer_identities_key").on(t.tenantId, t.customerId, t.channel, t.kind, t.value),
    index("customer_identities_value_idx").on(t.tenantId, t.channel, t.value),
  ],
);

/** People at a customer: who pays, who is on site, who decides. */
export const customerContacts = pgTable(
  "customer_contacts",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    name: text("name").notNull(),
    /** `billing`, `technical`, `owner`, `other`. */
    role: text("role").notNull().default("other"),
    email: text("email"),
    phone: text("phone"),
    /** Gets invoices and reminders too. */
    receivesBilling: boolean("receives_billing").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_contacts_customer_fk", t.customerId, t.tenantId, customers),
    index("customer_contacts_customer_idx").on(t.tenantId, t.customerId),
  ],
);

/** Places of a customer: where documents go and where services are. */
export const customerAddresses = pgTable(
  "customer_addresses",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** `fiscal`, `service`, `other`. */
    kind: text("kind").$type<"fiscal" | "service" | "other">().notNull().default("service"),
    label: text("label").notNull().default(""),
    street: text("street").notNull().default(""),
    district: text("district").notNull().default(""),
    city: text("city").notNull().default(""),
    region: text("region").notNull().default(""),
    postalCode: text("postal_code").notNull().default(""),
    country: text("country").notNull().default(""),
    reference: text("reference").notNull().default(""),
    /** `{ lat, lng }` in degrees (WGS 84). */
    position: jsonb("position").$type<{ lat: number; lng: number }>(),
    primary: boolean("is_primary").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_addresses_customer_fk", t.customerId, t.tenantId, customers),
    index("customer_addresses_customer_idx").on(t.tenantId, t.customerId),
  ],
);

/** Words that the tenant sorts customers by. */
export const tags = pgTable(
  "tags",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** One of the palette's tones. */
    tone: text("tone").notNull().default("neutral"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("tags_name_key").on(t.tenantId, t.name)],
);

export const customerTags = pgTable(
  "customer_tags",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    tagId: uuid("tag_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_tags_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("customer_tags_tag_fk", t.tagId, t.tenantId, tags),
    uniqueIndex("customer_tags_key").on(t.tenantId, t.customerId, t.tagId),
    index("customer_tags_tag_idx").on(t.tenantId, t.tagId, t.customerId),
  ],
);

/** Fields that a tenant adds of its own, typed. */
export const customFields = pgTable(
  "custom_fields",
  {
    ...tenantColumns(),
    /** `customer`, `service`. */
    entity: text("entity").notNull(),
    /** Key in the row's `custom`; never changes. */
    key: text("key").notNull(),
    label: text("label").notNull(),
    type: text("type").$type<"text" | "number" | "date" | "boolean" | "choice" | "url">().notNull(),
    options: jsonb("options").$type<string[]>().notNull().default([]),
    required: boolean("required").notNull().default(false),
    position: integer("position").notNull().default(0),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("custom_fields_key").on(t.tenantId, t.entity, t.key)],
);

/** What people write down about a customer or one of its things. */
export const notes = pgTable(
  "notes",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    membershipId: uuid("membership_id"),
    text: text("text").notNull(),
    pinned: boolean("pinned").notNull().default(false),
    deletedAt: instant("deleted_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("notes_customer_fk", t.customerId, t.tenantId, customers),
    index("notes_customer_idx").on(t.tenantId, t.customerId, t.createdAt),
  ],
);

/** Files of a customer: contracts, identity papers, photos (bytes by the module `files`). */
export const customerFiles = pgTable(
  "customer_files",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    fileId: uuid("file_id").notNull(),
    membershipId: uuid("membership_id"),
    label: text("label").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_files_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("customer_files_key").on(t.tenantId, t.customerId, t.fileId),
  ],
);

/** Two rows that were the same customer: what moved, so that it can be taken back. */
export const customerMerges = pgTable(
  "customer_merges",
  {
    ...tenantColumns(),
    /** Who stays. */
    survivorId: uuid("survivor_id").notNull(),
    /** Who was folded in. */
    absorbedId: uuid("absorbed_id").notNull(),
    /** Both rows as they were, and the ids that moved, by table. */
    before: jsonb("before").$type<Record<string, unknown>>().notNull(),
    membershipId: uuid("membership_id"),
    undoneAt: instant("undone_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_merges_survivor_fk", t.survivorId, t.tenantId, customers),
    tenantReference("customer_merges_absorbed_fk", t.absorbedId, t.tenantId, customers),
    index("customer_merges_survivor_idx").on(t.tenantId, t.survivorId),
    index("customer_merges_absorbed_idx").on(t.tenantId, t.absorbedId),
  ],
);

/** Two customers that look like one and are not: somebody said so. The smaller id first. */
export const customerDistinctions = pgTable(
  "customer_distinctions",
  {
    ...tenantColumns(),
    oneId: uuid("one_id").notNull(),
    otherId: uuid("other_id").notNull(),
    membershipId: uuid("membership_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_distinctions_one_fk", t.oneId, t.tenantId, customers),
    tenantReference("customer_distinctions_other_fk", t.otherId, t.tenantId, customers),
    uniqueIndex("customer_distinctions_key").on(t.tenantId, t.oneId, t.otherId),
    index("customer_distinctions_other_idx").on(t.tenantId, t.otherId),
    check("customer_distinctions_ordered", sql`${t.oneId} <= ${t.otherId}`),
  ],
);
