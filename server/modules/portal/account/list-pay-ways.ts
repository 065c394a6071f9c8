import { readSettings } from "@/server/modules/tenants/get-settings";
import type { PayWay } from "@/server/modules/tenants/settings/paying-schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** How the company takes money, in its own words and order: what it publishes, also to who is cut and not signed in. */
export async function listPayWays(ctx: Ctx): Promise<PayWay[]> {
  return inTenant(ctx, async (tx) => (await readSettings(ctx, tx, "paying")).data.ways);
}
