import { messages } from "@/db/schema/notifications";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/messages` can be searched, filtered and ordered by. */
export const messageList: ListSpec = {
  id: messages.id,
  tenantId: messages.tenantId,
  search: messages.searchText,
  fields: {
    status: { type: "choice", column: messages.status },
    channel: { type: "choice", column: messages.channel },
    event: { type: "choice", column: messages.event },
    reason: { type: "choice", column: messages.reason },
    customer: { type: "choice", column: messages.customerId, ids: true },
    createdAt: { type: "date", column: messages.createdAt },
  },
  sorts: { createdAt: messages.createdAt },
  defaultSort: "-createdAt",
};
