import { paymentPromises as promises } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What promises can be searched, filtered and ordered by. */
export const promiseList: ListSpec = {
  id: promises.id,
  tenantId: promises.tenantId,
  search: customers.searchText,
  fields: {
    status: { type: "choice", column: promises.status },
    origin: { type: "choice", column: promises.origin },
    customer: { type: "choice", column: promises.customerId, ids: true },
    createdAt: { type: "date", column: promises.createdAt },
  },
  sorts: { createdAt: promises.createdAt },
  defaultSort: "-createdAt",
};
