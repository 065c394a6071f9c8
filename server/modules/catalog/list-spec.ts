import { sql } from "drizzle-orm";
import { catalogItems } from "@/db/schema/catalog";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/catalog` can be searched, filtered and ordered by. */
export const itemList: ListSpec = {
  id: catalogItems.id,
  tenantId: catalogItems.tenantId,
  search: catalogItems.searchText,
  fields: {
    code: { type: "text", column: catalogItems.code },
    name: { type: "text", column: catalogItems.name },
    kind: { type: "choice", column: catalogItems.kind },
    niche: { type: "choice", column: catalogItems.niche },
    category: { type: "choice", column: catalogItems.category },
    unit: { type: "choice", column: catalogItems.businessUnitId, ids: true },
    tax: { type: "choice", column: catalogItems.taxClassId, ids: true },
    createdAt: { type: "date", column: catalogItems.createdAt },
    archived: { type: "boolean", where: sql`${catalogItems.archivedAt} is not null` },
  },
  sorts: { name: catalogItems.name, code: catalogItems.code, createdAt: catalogItems.createdAt },
  defaultSort: "name",
  unless: { field: "archived", where: sql`${catalogItems.archivedAt} is null` },
};
