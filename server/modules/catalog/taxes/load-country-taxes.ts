import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ensureTaxDefaults } from "./ensure-tax-defaults";
import { readTaxClasses } from "./list-tax-classes";
import type { TaxClassDto } from "./schema";

/** Gives a tenant that has no tax class its country's; one that has keeps them. */
export function loadCountryTaxes(ctx: Ctx): Promise<TaxClassDto[]> {
  authorize(ctx, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    await ensureTaxDefaults(ctx, tx);
    return readTaxClasses(ctx, tx);
  });
}
