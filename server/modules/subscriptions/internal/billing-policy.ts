import type { Tx } from "@/db/client";
import { readSettings, type Settings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";

/** How the tenant bills: lead, first part, proration. */
export const billingPolicy = async (ctx: Ctx, tx: Tx): Promise<Settings<"billing">["data"]> =>
  (await readSettings(ctx, tx, "billing")).data;
