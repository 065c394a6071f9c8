import { asc, eq } from "drizzle-orm";
import { businessUnits } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { toUnitDto, unitColumns } from "./internal/unit-dto";
import type { UnitDto } from "./schema";

/** The most that a list shows; a company has a handful. */
const MOST = 200;

/** Lines of business by code, archived ones too, with how many people and customers carry each. */
export function listUnits(ctx: Ctx): Promise<UnitDto[]> {
  authorize(ctx, "unit.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(unitColumns)
      .from(businessUnits)
      .where(eq(businessUnits.tenantId, ctx.tenantId))
      .orderBy(asc(businessUnits.code))
      .limit(MOST);
    return rows.map(toUnitDto);
  });
}
