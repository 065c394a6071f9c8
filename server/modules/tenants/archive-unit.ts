import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import { branches, businessUnits } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireUnit } from "./internal/require-unit";
import { fetchUnit } from "./internal/unit-dto";
import type { ArchiveUnitInput, UnitDto } from "./schema";

/**
 * Takes a line of business out of use; what it did keeps its name. While people, customers or branches carry it, the unit
 * that takes them over must be named. Throws `NotFound`, Conflict("unit_in_use").
 */
export function archiveUnit(ctx: Ctx, input: ArchiveUnitInput): Promise<UnitDto> {
  authorize(ctx, "unit.manage");
  const { unitId, moveTo } = input;
  const own = and(eq(businessUnits.tenantId, ctx.tenantId), eq(businessUnits.id, unitId));
  return inTenant(ctx, async (tx) => {
    await tx.select({ id: businessUnits.id }).from(businessUnits).where(own).for("update");
    const unit = await fetchUnit(tx, ctx.tenantId, unitId);
    if (unit.archivedAt) return unit;
    if (moveTo === unitId) throw new Conflict("unit_moves_to_itself");
    if (moveTo) await requireUnit(tx, ctx.tenantId, moveTo);
    const moved = await moveOver(tx, ctx.tenantId, unit, moveTo);
    await tx.update(businessUnits).set({ archivedAt: ctx.now }).where(own);
    record(ctx, "unit.archived", {
      entity: { type: "unit", id: unitId },
      payload: { movedTo: moveTo ?? null, ...moved },
    });
    return fetchUnit(tx, ctx.tenantId, unitId);
  });
}

async function moveOver(
  tx: Tx,
  tenantId: string,
  { id: unitId, members, customers: carriers }: UnitDto,
  moveTo: string | undefined,
): Promise<{ members: number; customers: number }> {
  const places = await tx
    .select({ id: branches.id })
    .from(branches)
    .where(and(eq(branches.tenantId, tenantId), eq(branches.businessUnitId, unitId)));
  const moved = { members, customers: carriers };
  if (members + carriers + places.length === 0) return moved;
  if (!moveTo)
    throw new Conflict("unit_in_use", { members, customers: carriers, branches: places.length });
  for (const table of [memberships, customers, branches])
    await tx
      .update(table)
      .set({ businessUnitId: moveTo })
      .where(and(eq(table.tenantId, tenantId), eq(table.businessUnitId, unitId)));
  return moved;
}
