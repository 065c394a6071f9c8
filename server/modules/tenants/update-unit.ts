import { and, eq, ne } from "drizzle-orm";
import { businessUnits } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenCode } from "./internal/refuse-taken-code";
import { fetchUnit } from "./internal/unit-dto";
import type { UnitDto, UpdateUnitInput } from "./schema";

/** Changes a line of business; what is absent stays. Throws `NotFound`, Conflict("unit_code_taken"). */
export function updateUnit(ctx: Ctx, input: UpdateUnitInput): Promise<UnitDto> {
  authorize(ctx, "unit.manage");
  const { unitId, ...changes } = input;
  const own = and(eq(businessUnits.tenantId, ctx.tenantId), eq(businessUnits.id, unitId));
  return inTenant(ctx, async (tx) => {
    await tx.select({ id: businessUnits.id }).from(businessUnits).where(own).for("update");
    const before = await fetchUnit(tx, ctx.tenantId, unitId);
    if (changes.code !== undefined) {
      const [taken] = await tx
        .select({ id: businessUnits.id })
        .from(businessUnits)
        .where(
          and(
            eq(businessUnits.tenantId, ctx.tenantId),
            eq(businessUnits.code, changes.code),
            ne(businessUnits.id, unitId),
          ),
        );
      if (taken) throw refuseTakenCode(changes.code);
    }
    const changed = changesOf(before, { ...before, ...changes });
    if (!changed) return before;
    await tx.update(businessUnits).set(changes).where(own);
    record(ctx, "unit.updated", { entity: { type: "unit", id: unitId }, payload: changed });
    return fetchUnit(tx, ctx.tenantId, unitId);
  });
}
