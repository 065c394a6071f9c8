import { taxRates } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fetchTaxClass } from "./list-tax-classes";
import { setTaxRateInput, type SetTaxRateInput, type TaxClassDto } from "./schema";

/**
 * The rate of a class from a day on, with the law that says so; the same day again replaces it. Not in the past: what
 * was billed stays explained. Throws `NotFound`, Invalid("tax_rate_past").
 */
export function setTaxRate(ctx: Ctx, given: SetTaxRateInput): Promise<TaxClassDto> {
  authorize(ctx, "catalog.manage");
  const { taxClassId, ...rate } = setTaxRateInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { code, rates } = await fetchTaxClass(ctx, tx, taxClassId);
    if (rate.validFrom < today)
      throw new Invalid("tax_rate_past", {}, { fields: { validFrom: "tax_rate_past" } });
    const { tenantId, now } = ctx;
    await tx
      .insert(taxRates)
      .values({ tenantId, taxClassId, ...rate, createdAt: now })
      .onConflictDoUpdate({
        target: [taxRates.tenantId, taxRates.taxClassId, taxRates.validFrom],
        set: { rate: rate.rate, source: rate.source, createdAt: now },
      });
    const previous = rates.find(({ validFrom }) => validFrom <= rate.validFrom)?.rate ?? null;
    record(ctx, "taxRate.set", {
      entity: { type: "taxClass", id: taxClassId },
      payload: { code, ...rate, previous },
    });
    return fetchTaxClass(ctx, tx, taxClassId);
  });
}
