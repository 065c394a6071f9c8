import { startTask } from "@/server/modules/work/start-task";
import type { TaskDto } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import type { BulkInput } from "./schema";
import { archiveCustomers, assignOwner, setUnit } from "./tasks/bulk-kinds";
import { addTag, removeTag } from "./tasks/tag-kinds";

/** Does one thing to many customers as a long task. Throws what `startTask` throws, `Invalid` beside a field. */
export function startBulk(ctx: Ctx, { selection, change }: BulkInput): Promise<TaskDto> {
  switch (change.action) {
    case "archive":
      return startTask(ctx, archiveCustomers, { selection, value: null });
    case "assignOwner":
      return startTask(ctx, assignOwner, { selection, value: change.ownerMembershipId });
    case "setUnit":
      return startTask(ctx, setUnit, { selection, value: change.businessUnitId });
    case "addTag":
      return startTask(ctx, addTag, { selection, tagId: change.tagId });
    case "removeTag":
      return startTask(ctx, removeTag, { selection, tagId: change.tagId });
    default:
      return change satisfies never;
  }
}
