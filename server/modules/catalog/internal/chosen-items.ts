import { type SQL, sql } from "drizzle-orm";
import { whereOf } from "@/server/modules/work/list-query";
import { listQuery, type Selection } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { itemList } from "../list-spec";

/** The rows that a selection means; what is not there falls away. */
export const chosenItems = (ctx: Ctx, chosen: Selection): SQL =>
  chosen.mode === "ids"
    ? sql`tenant_id = ${ctx.tenantId} and id = any(${sql.param(chosen.ids)}::uuid[])`
    : whereOf(ctx, itemList, listQuery.parse(chosen.query));
