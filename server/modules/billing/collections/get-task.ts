import { authorize } from "@/server/auth/authorize";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchTask, toTaskDto } from "./internal/task-row";
import type { CollectionTaskDto, TaskIdInput } from "./schema";

/** One collection task within reach; throws `NotFound`. */
export async function getTask(ctx: Ctx, { taskId }: TaskIdInput): Promise<CollectionTaskDto> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    return toTaskDto(await fetchTask(ctx, tx, taskId, { permission: "collection.read", today }));
  });
}
