import { sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import type { ListSpec } from "@/server/modules/work/list-query";

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
    archived: { type: "boolean", where: sql`${customers.archivedAt} is not null` },
  },
  sorts: { name: customers.name, number: customers.number, createdAt: customers.createdAt },
  defaultSort: "-createdAt",
  unless: { field: "archived", where: sql`${customers.archivedAt} is null` },
};
