import { eq } from "drizzle-orm";
import { catalogItems } from "@/db/schema/catalog";
import { NotFound } from "@/server/kernel/errors";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { createItem } from "./create-item";
import { getItem } from "./get-item";
import { listItems } from "./list-items";
import type { CreatePlanInput, ItemDto, ItemIdInput, ItemPage, UpdateItemInput } from "./schema";
import { updateItem } from "./update-item";

/** The items that are subscriptions, under the name that programs know them by. */
export const plans = {
  list: (ctx: Ctx, input: ListPageInput): Promise<ItemPage> =>
    listItems(ctx, input, eq(catalogItems.kind, "subscription")),
  get: (ctx: Ctx, input: ItemIdInput): Promise<ItemDto> => requirePlan(getItem(ctx, input)),
  create: (ctx: Ctx, input: CreatePlanInput): Promise<ItemDto> =>
    createItem(ctx, { ...input, kind: "subscription" }),
  update: async (ctx: Ctx, input: UpdateItemInput): Promise<ItemDto> => {
    await requirePlan(getItem(ctx, input));
    return updateItem(ctx, input);
  },
};

/** A product under a plan's path is not there. */
async function requirePlan(found: Promise<ItemDto>): Promise<ItemDto> {
  const item = await found;
  if (item.kind !== "subscription") throw new NotFound("plan");
  return item;
}
