import { sql } from "drizzle-orm";
import { payments } from "@/db/schema/payments";
import { deposits } from "@/db/schema/ledger";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/payments` can be searched, filtered and ordered by. */
export const paymentList: ListSpec = {
  id: payments.id,
  tenantId: payments.tenantId,
  search: payments.searchText,
  fields: {
    status: { type: "choice", column: payments.status },
    method: { type: "choice", column: payments.method },
    currency: { type: "choice", column: payments.currency },
    customer: { type: "choice", column: payments.customerId, ids: true },
    receivedOn: { type: "day", column: payments.receivedOn },
    amount: { type: "number", column: payments.amountMinor },
    left: { type: "boolean", where: sql`${payments.unallocatedMinor} > 0` },
  },
  sorts: { receivedOn: payments.receivedOn },
  defaultSort: "-receivedOn",
};

/** What `/deposits` can be searched, filtered and ordered by. */
export const depositList: ListSpec = {
  id: deposits.id,
  tenantId: deposits.tenantId,
  search: deposits.searchText,
  fields: {
    status: { type: "choice", column: deposits.status },
    currency: { type: "choice", column: deposits.currency },
    customer: { type: "choice", column: deposits.customerId, ids: true },
    heldOn: { type: "day", column: deposits.heldOn },
    amount: { type: "number", column: deposits.amountMinor },
  },
  sorts: { heldOn: deposits.heldOn },
  defaultSort: "-heldOn",
};
