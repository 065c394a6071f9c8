import { paymentProofs } from "@/db/schema/by-hand";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/payments/proofs` can be searched, filtered and ordered by. */
export const proofList: ListSpec = {
  id: paymentProofs.id,
  tenantId: paymentProofs.tenantId,
  search: paymentProofs.searchText,
  fields: {
    status: { type: "choice", column: paymentProofs.status },
    source: { type: "choice", column: paymentProofs.source },
    customer: { type: "choice", column: paymentProofs.customerId, ids: true },
    paidOn: { type: "day", column: paymentProofs.paidOn },
    createdAt: { type: "date", column: paymentProofs.createdAt },
  },
  sorts: { createdAt: paymentProofs.createdAt },
  defaultSort: "createdAt",
};
