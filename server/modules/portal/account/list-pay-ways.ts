import { readSettings } from "@/server/modules/tenants/get-settings";
import type { PayWay } from "@/server/modules/tenants/settings/paying-schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";

/** How the company takes money, in its own words and order; for its signed-in customers. */
export async function listPayWays(ctx: Ctx): Promise<PayWay[]> {
  ownCustomer(ctx);
  return inTenant(ctx, async (tx) => (await readSettings(ctx, tx, "paying")).data.ways);
}
