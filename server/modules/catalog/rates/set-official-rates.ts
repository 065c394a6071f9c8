import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { Invalid } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { OfficialRatesDto, SetOfficialRatesInput } from "./schema";

/**
 * Has the central bank's rates taken over each day, from now on, or no longer. Throws `Invalid` fx_no_official where the
 * country's bank publishes none that we know how to read.
 */
export function setOfficialRates(
  ctx: Ctx,
  input: SetOfficialRatesInput,
): Promise<OfficialRatesDto> {
  const { on } = input;
  authorize(ctx, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    const { currency } = await tenantFacts(ctx, tx);
    const bank = composition().officialRates.find(({ of }) => of === currency);
    if (!bank) throw new Invalid("fx_no_official");
    const { version } = await readSettings(ctx, tx, "rates");
    await updateSettings(ctx, { module: "rates", version, data: { official: on } });
    if (on)
      enqueueAgain(ctx, { name: "rates.fetchOfficial", payload: {}, options: { key: "now" } });
    return { source: bank.source, on };
  });
}
