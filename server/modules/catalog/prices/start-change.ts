import { startTask } from "@/server/modules/work/start-task";
import type { TaskDto } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { changePrices } from "../tasks/change-prices";
import { type PriceChange, priceChange } from "./schema";

/** Changes many prices as a long task, undone for a day. Throws what `startTask` throws, Invalid("price_past"). */
export const startChange = (ctx: Ctx, change: PriceChange): Promise<TaskDto> =>
  startTask(ctx, changePrices, priceChange.parse(change));
