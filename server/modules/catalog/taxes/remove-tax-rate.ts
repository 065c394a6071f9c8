import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fetchTaxClass } from "./list-tax-classes";
import type { TaxClassDto, TaxRateIdInput } from "./schema";

type Removed = {
  taxClassId: string;
  code: string;
  rate: string;
  validFrom: string;
  source: string;
};

/** Takes a rate back that has not begun. Throws `NotFound`, Conflict("price_began"). */
export function removeTaxRate(ctx: Ctx, { taxRateId }: TaxRateIdInput): Promise<TaxClassDto> {
  authorize(ctx, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<Removed>(sql`
      delete from tax_rates r using tax_classes c
      where r.tenant_id = ${ctx.tenantId} and r.id = ${taxRateId}
        and c.tenant_id = r.tenant_id and c.id = r.tax_class_id
      returning c.id as "taxClassId", c.code, trim_scale(r.rate)::text as rate,
        r.valid_from::text as "validFrom", r.source`);
    const [row] = rows;
    if (!row) throw new NotFound("taxRate");
    if (row.validFrom <= today) throw new Conflict("price_began");
    const { taxClassId, ...payload } = row;
    record(ctx, "taxRate.removed", { entity: { type: "taxClass", id: taxClassId }, payload });
    return fetchTaxClass(ctx, tx, taxClassId);
  });
}
