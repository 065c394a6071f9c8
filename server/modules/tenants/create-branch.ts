import { branches } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenCode } from "./internal/refuse-taken-code";
import { requireUnit } from "./internal/require-unit";
import { fetchBranch } from "./internal/unit-dto";
import type { CreateBranchInput, BranchDto } from "./schema";

/** Adds a place of work. Throws `NotFound` for a unit that is not the tenant's, Conflict("unit_code_taken"), archived ones' codes included. */
export function createBranch(ctx: Ctx, input: CreateBranchInput): Promise<BranchDto> {
  authorize(ctx, "unit.manage");
  return inTenant(ctx, async (tx) => {
    if (input.businessUnitId) await requireUnit(tx, ctx.tenantId, input.businessUnitId);
    const [row] = await tx
      .insert(branches)
      .values({ tenantId: ctx.tenantId, ...input, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: branches.id });
    if (!row) throw refuseTakenCode(input.code);
    record(ctx, "branch.created", {
      entity: { type: "branch", id: row.id },
      payload: { code: input.code, name: input.name },
    });
    return fetchBranch(tx, ctx.tenantId, row.id);
  });
}
