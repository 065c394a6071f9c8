import { startTask } from "@/server/modules/work/start-task";
import type { TaskDto } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import type { ItemBulkInput } from "./schema";
import { archiveItems, setItemCategory, setItemUnit } from "./tasks/item-kinds";

/** Does one thing to many items as a long task. Throws what `startTask` throws, `Invalid` beside a field. */
export function startItemBulk(ctx: Ctx, { selection, change }: ItemBulkInput): Promise<TaskDto> {
  switch (change.action) {
    case "archive":
      return startTask(ctx, archiveItems, { selection, value: null });
    case "setCategory":
      return startTask(ctx, setItemCategory, { selection, value: change.category });
    case "setUnit":
      return startTask(ctx, setItemUnit, { selection, value: change.businessUnitId });
    default:
      return change satisfies never;
  }
}
