import { and, eq, isNull } from "drizzle-orm";
import { memberships } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import { branches } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchBranch } from "./internal/unit-dto";
import type { ArchiveBranchInput, BranchDto } from "./schema";

/**
 * Takes a place of work out of use. While people or customers carry it, the branch that takes them over must be named.
 * Throws `NotFound`, Conflict("branch_in_use").
 */
export function archiveBranch(ctx: Ctx, input: ArchiveBranchInput): Promise<BranchDto> {
  authorize(ctx, "unit.manage");
  const { branchId, moveTo } = input;
  const own = and(eq(branches.tenantId, ctx.tenantId), eq(branches.id, branchId));
  return inTenant(ctx, async (tx) => {
    await tx.select({ id: branches.id }).from(branches).where(own).for("update");
    const branch = await fetchBranch(tx, ctx.tenantId, branchId);
    if (branch.archivedAt) return branch;
    if (moveTo === branchId) throw new Conflict("unit_moves_to_itself");
    const { members, customers: carriers } = branch;
    if (members + carriers > 0 && !moveTo)
      throw new Conflict("branch_in_use", { members, customers: carriers });
    if (moveTo) {
      const [target] = await tx
        .select({ id: branches.id })
        .from(branches)
        .where(
          and(
            eq(branches.tenantId, ctx.tenantId),
            eq(branches.id, moveTo),
            isNull(branches.archivedAt),
          ),
        )
        .for("share");
      if (!target) throw new NotFound("branch");
      for (const table of [memberships, customers])
        await tx
          .update(table)
          .set({ branchId: moveTo })
          .where(and(eq(table.tenantId, ctx.tenantId), eq(table.branchId, branchId)));
    }
    await tx.update(branches).set({ archivedAt: ctx.now }).where(own);
    record(ctx, "branch.archived", {
      entity: { type: "branch", id: branchId },
      payload: { movedTo: moveTo ?? null, members, customers: carriers },
    });
    return fetchBranch(tx, ctx.tenantId, branchId);
  });
}
