import { dunningPolicies } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  lockPolicies,
  policyDto,
  requireFreeName,
  stepDownDefault,
} from "./internal/policy-writes";
import { readPolicyRows } from "./internal/read-policies";
import { createPolicyInput, type CreatePolicyInput, type PolicyDto } from "./schema";

/** Adds a ladder; as the one for everybody it takes the place of the one before. Throws `Invalid` beside fields. */
export async function createPolicy(ctx: Ctx, given: CreatePolicyInput): Promise<PolicyDto> {
  const input = createPolicyInput.parse(given);
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    await lockPolicies(ctx, tx);
    await readPolicyRows(ctx, tx);
    await requireFreeName(ctx, tx, input);
    if (input.isDefault) await stepDownDefault(ctx, tx);
    const id = newId(ctx.now.getTime());
    await tx
      .insert(dunningPolicies)
      .values({ ...input, id, tenantId: ctx.tenantId, createdAt: ctx.now, updatedAt: ctx.now });
    record(ctx, "dunningPolicy.created", {
      entity: { type: "dunningPolicy", id },
      payload: { name: input.name },
    });
    return policyDto(ctx, tx, id);
  });
}
