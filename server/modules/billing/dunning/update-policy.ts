import { and, eq, isNull } from "drizzle-orm";
import { dunningPolicies } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  lockPolicies,
  policyDto,
  requireFreeName,
  stepDownDefault,
} from "./internal/policy-writes";
import { type PolicyDto, updatePolicyInput, type UpdatePolicyInput } from "./schema";

/**
 * Changes a ladder. Steps that were taken stay taken (by their key); new ones that are late are not caught up more than
 * once. Throws `NotFound`, `Invalid` beside fields, `Conflict` when there would be no ladder for everybody.
 */
export async function updatePolicy(ctx: Ctx, given: UpdatePolicyInput): Promise<PolicyDto> {
  const { policyId, ...set } = updatePolicyInput.parse(given);
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    await lockPolicies(ctx, tx);
    const own = and(
      eq(dunningPolicies.tenantId, ctx.tenantId),
      eq(dunningPolicies.id, policyId),
      isNull(dunningPolicies.archivedAt),
    );
    const [row] = await tx.select().from(dunningPolicies).where(own);
    if (!row) throw new NotFound("dunningPolicy");
    if (row.isDefault && !set.isDefault) throw new Conflict("dunning_default_stays");
    const changes = changesOf(row, set);
    if (!changes) return policyDto(ctx, tx, policyId);
    await requireFreeName(ctx, tx, { name: set.name, except: policyId });
    if (set.isDefault && !row.isDefault) await stepDownDefault(ctx, tx);
    await tx
      .update(dunningPolicies)
      .set({ ...set, updatedAt: ctx.now })
      .where(own);
    record(ctx, "dunningPolicy.updated", {
      entity: { type: "dunningPolicy", id: policyId },
      payload: changes,
    });
    return policyDto(ctx, tx, policyId);
  });
}
