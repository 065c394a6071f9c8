import { taxClasses, taxRates } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ensureTaxDefaults } from "./ensure-tax-defaults";
import { fetchTaxClass } from "./list-tax-classes";
import { createTaxClassInput, type CreateTaxClassInput, type TaxClassDto } from "./schema";

/** Adds a tax class with its first rate, beside the country's. Throws Conflict("tax_code_taken"). */
export function createTaxClass(ctx: Ctx, given: CreateTaxClassInput): Promise<TaxClassDto> {
  authorize(ctx, "catalog.manage");
  const { code, name, ...rate } = createTaxClassInput.parse(given);
  return inTenant(ctx, async (tx) => {
    await ensureTaxDefaults(ctx, tx);
    const { tenantId, now } = ctx;
    const [made] = await tx
      .insert(taxClasses)
      .values({ tenantId, code, name, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: taxClasses.id });
    if (!made)
      throw new Conflict("tax_code_taken", { code }, { fields: { code: "tax_code_taken" } });
    await tx.insert(taxRates).values({ tenantId, taxClassId: made.id, ...rate, createdAt: now });
    const entity = { type: "taxClass", id: made.id } as const;
    record(ctx, "taxClass.created", { entity, payload: { code, name } });
    record(ctx, "taxRate.set", { entity, payload: { code, ...rate, previous: null } });
    return fetchTaxClass(ctx, tx, made.id);
  });
}
