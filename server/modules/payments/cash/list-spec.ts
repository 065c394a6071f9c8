import { cashShifts } from "@/db/schema/by-hand";
import type { ListSpec } from "@/server/modules/work/list-query";

/** What `/payments/cash/shifts` can be searched, filtered and ordered by. */
export const shiftList: ListSpec = {
  id: cashShifts.id,
  tenantId: cashShifts.tenantId,
  search: cashShifts.register,
  fields: {
    status: { type: "choice", column: cashShifts.status },
    openedAt: { type: "date", column: cashShifts.openedAt },
  },
  sorts: { openedAt: cashShifts.openedAt },
  defaultSort: "-openedAt",
};
