import { bankMovements } from "@/db/schema/bank";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/payments/bank` can be searched, filtered and ordered by. */
export const movementList: ListSpec = {
  id: bankMovements.id,
  tenantId: bankMovements.tenantId,
  search: bankMovements.searchText,
  fields: {
    status: { type: "choice", column: bankMovements.status },
    confidence: { type: "choice", column: bankMovements.confidence },
    account: { type: "choice", column: bankMovements.bankAccountId, ids: true },
    movedOn: { type: "day", column: bankMovements.movedOn },
  },
  sorts: { movedOn: bankMovements.movedOn },
  defaultSort: "-movedOn",
};
