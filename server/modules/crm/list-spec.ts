import { type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import type { ListSpec } from "@/server/modules/work/list-query";

/** By the index of who owes; the tenant's own rows. */
const owing = (
  test: SQL,
): SQL => sql`${customers.id} in (select b.customer_id from customer_balances b
  where b.tenant_id = ${customers.tenantId} and ${test})`;
/** Minor units to major ones (`server/kernel/money.ts` knows the same currencies). */
const MAJOR = sql`(b.receivable_minor / case when b.currency in ('CLP', 'PYG', 'JPY', 'KRW') then 1.0 else 100.0 end)`;

/** What `/customers` can be searched, filtered and ordered by. Each order has its index. */
export const customerList: ListSpec = {
  id: customers.id,
  tenantId: customers.tenantId,
  search: customers.searchText,
  fields: {
    number: { type: "number", column: customers.number },
    name: { type: "text", column: customers.name },
    kind: { type: "choice", column: customers.kind },
    status: { type: "choice", column: customers.status },
    email: { type: "text", column: customers.email },
    phone: { type: "text", column: customers.phone },
    city: { type: "text", column: customers.city },
    unit: { type: "choice", column: customers.businessUnitId, ids: true },
    owner: { type: "choice", column: customers.ownerMembershipId, ids: true },
    portalAccess: { type: "boolean", where: sql`${customers.portalAccess}` },
    createdAt: { type: "date", column: customers.createdAt },
    tag: {
      type: "set",
      where: (ids) => sql`${customers.id} in (select x.customer_id from customer_tags x
        where x.tenant_id = ${customers.tenantId} and x.tag_id = any(${ids}))`,
      none: sql`not exists (select 1 from customer_tags x
        where x.tenant_id = ${customers.tenantId} and x.customer_id = ${customers.id})`,
    },
    category: { type: "text", column: customers.category },
    taxId: { type: "text", column: customers.taxId },
    /** Owes anything, in any currency. */
    owes: { type: "boolean", where: owing(sql`b.receivable_minor > 0`) },
    /** What is owed in one currency, in its major units. */
    balance: { type: "sum", where: (test) => owing(test(MAJOR)) },
    exempt: { type: "boolean", where: sql`${customers.dunningExempt}` },
    archived: { type: "boolean", where: sql`${customers.archivedAt} is not null` },
  },
  sorts: { name: customers.name, number: customers.number, createdAt: customers.createdAt },
  defaultSort: "-createdAt",
  unless: { field: "archived", where: sql`${customers.archivedAt} is null` },
};
