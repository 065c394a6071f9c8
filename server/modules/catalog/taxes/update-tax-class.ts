import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { taxClasses } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchTaxClass } from "./list-tax-classes";
import { type TaxClassDto, updateTaxClassInput, type UpdateTaxClassInput } from "./schema";

/**
 * Renames a tax class, makes it the usual one, archives it or brings it back. Throws `NotFound`, Conflict:
 * tax_class_in_use, tax_class_is_default, row_already_so.
 */
export function updateTaxClass(ctx: Ctx, given: UpdateTaxClassInput): Promise<TaxClassDto> {
  authorize(ctx, "catalog.manage");
  const { taxClassId, archived, ...set } = updateTaxClassInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const own = and(eq(taxClasses.tenantId, ctx.tenantId), eq(taxClasses.id, taxClassId));
    await tx.select({ id: taxClasses.id }).from(taxClasses).where(own).for("update");
    const before = await fetchTaxClass(ctx, tx, taxClassId);
    const was = { ...before, archived: before.archivedAt !== null };
    const changes = changesOf(was, { ...set, ...(archived !== undefined && { archived }) });
    if (!changes) return before;
    if (archived) refuseArchive(before, set.isDefault === true);
    if (set.isDefault && (archived ?? was.archived)) throw new Conflict("row_already_so");
    if (set.isDefault) await unsetUsual(ctx, tx);
    await tx
      .update(taxClasses)
      .set({ ...set, ...(archived !== undefined && { archivedAt: archived ? ctx.now : null }) })
      .where(own);
    record(ctx, "taxClass.updated", {
      entity: { type: "taxClass", id: taxClassId },
      payload: changes,
    });
    return fetchTaxClass(ctx, tx, taxClassId);
  });
}

function refuseArchive({ isDefault, items }: TaxClassDto, becomes: boolean): void {
  if (isDefault || becomes) throw new Conflict("tax_class_is_default");
  if (items > 0) throw new Conflict("tax_class_in_use", { count: items });
}

async function unsetUsual(ctx: Ctx, tx: Tx): Promise<void> {
  await tx
    .update(taxClasses)
    .set({ isDefault: false })
    .where(and(eq(taxClasses.tenantId, ctx.tenantId), sql`${taxClasses.isDefault}`));
}
