import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { rateOn } from "@/server/modules/catalog/rate-on";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { Fx } from "./rules/documents/base-amount";

/** A currency as it stands to the tenant's on a day; throws `Invalid` fx_rate_missing. */
export async function fxOn(ctx: Ctx, tx: Tx, currency: string, day: Day): Promise<Fx> {
  const { currency: baseCurrency } = await tenantFacts(ctx, tx);
  const { rate } = await rateOn(ctx, tx, currency, day);
  return { currency, baseCurrency, rate };
}
