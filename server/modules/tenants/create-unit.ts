import { businessUnits } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenCode } from "./internal/refuse-taken-code";
import { fetchUnit } from "./internal/unit-dto";
import type { CreateUnitInput, UnitDto } from "./schema";

/** Adds a line of business. Throws Conflict("unit_code_taken"), archived ones' codes included. */
export function createUnit(ctx: Ctx, input: CreateUnitInput): Promise<UnitDto> {
  authorize(ctx, "unit.manage");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .insert(businessUnits)
      .values({ tenantId: ctx.tenantId, ...input, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: businessUnits.id });
    if (!row) throw refuseTakenCode(input.code);
    record(ctx, "unit.created", {
      entity: { type: "unit", id: row.id },
      payload: { code: input.code, name: input.name },
    });
    return fetchUnit(tx, ctx.tenantId, row.id);
  });
}
