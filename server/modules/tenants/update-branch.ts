import { and, eq, ne } from "drizzle-orm";
import { branches } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenCode } from "./internal/refuse-taken-code";
import { requireUnit } from "./internal/require-unit";
import { fetchBranch } from "./internal/unit-dto";
import type { BranchDto, UpdateBranchInput } from "./schema";

/** Changes a place of work; what is absent stays. Throws `NotFound`, Conflict("unit_code_taken"). */
export function updateBranch(ctx: Ctx, input: UpdateBranchInput): Promise<BranchDto> {
  authorize(ctx, "unit.manage");
  const { branchId, ...changes } = input;
  const own = and(eq(branches.tenantId, ctx.tenantId), eq(branches.id, branchId));
  return inTenant(ctx, async (tx) => {
    await tx.select({ id: branches.id }).from(branches).where(own).for("update");
    const before = await fetchBranch(tx, ctx.tenantId, branchId);
    if (changes.businessUnitId) await requireUnit(tx, ctx.tenantId, changes.businessUnitId);
    if (changes.code !== undefined) {
      const [taken] = await tx
        .select({ id: branches.id })
        .from(branches)
        .where(
          and(
            eq(branches.tenantId, ctx.tenantId),
            eq(branches.code, changes.code),
            ne(branches.id, branchId),
          ),
        );
      if (taken) throw refuseTakenCode(changes.code);
    }
    const changed = changesOf(before, { ...before, ...changes });
    if (!changed) return before;
    await tx.update(branches).set(changes).where(own);
    record(ctx, "branch.updated", { entity: { type: "branch", id: branchId }, payload: changed });
    return fetchBranch(tx, ctx.tenantId, branchId);
  });
}
