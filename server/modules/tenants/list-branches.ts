import { asc, eq } from "drizzle-orm";
import { branches } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { toBranchDto, branchColumns } from "./internal/unit-dto";
import type { BranchDto } from "./schema";

/** The most that a list shows; a company has a handful. */
const MOST = 200;

/** Places of work by code, archived ones too, with how many people and customers carry each. */
export function listBranches(ctx: Ctx): Promise<BranchDto[]> {
  authorize(ctx, "unit.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(branchColumns)
      .from(branches)
      .where(eq(branches.tenantId, ctx.tenantId))
      .orderBy(asc(branches.code))
      .limit(MOST);
    return rows.map(toBranchDto);
  });
}
