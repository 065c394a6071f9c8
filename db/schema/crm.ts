import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { branches, businessUnits } from "./units";

/** Who buys from the tenant. Issue 3 of 5 adds tax ids, contacts, addresses, custom fields. */
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
  ],
);
