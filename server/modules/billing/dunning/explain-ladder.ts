import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPolicies, readPolicyRows } from "./internal/read-policies";
import { laddersOf } from "./rules/ladders-of";
import type { LadderOfDto, LadderOfInput } from "./uses-schema";

type Head = { exempt: boolean; reason: string; policyId: string | null };
type Service = { label: string; planPolicyId: string | null };

/** Which ladder a customer's debts follow, and why that one. Throws `NotFound` outside the reach of `collection.read`. */
export async function explainLadder(ctx: Ctx, { customerId }: LadderOfInput): Promise<LadderOfDto> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, async (tx) => {
    const { rows: heads } = await tx.execute<Head>(sql`
      select dunning_exempt as exempt, dunning_exempt_reason as reason, dunning_policy_id as "policyId"
      from customers where tenant_id = ${ctx.tenantId} and id = ${customerId} and ${withinReach(ctx, "collection.read")}`);
    const [head] = heads;
    if (!head) throw new NotFound("customer");
    const { rows: services } = await tx.execute<Service>(sql`
      select coalesce(nullif(s.label, ''), i.name) as label, i.dunning_policy_id as "planPolicyId"
      from services s join catalog_items i on i.id = s.item_id and i.tenant_id = s.tenant_id
      where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId}
        and s.state not in ('terminated', 'cancelled') order by s.number limit 200`);
    const { policyId, exempt, reason } = head;
    const policies = await readPolicies(ctx, tx);
    const names = new Map((await readPolicyRows(ctx, tx)).map(({ id, name }) => [id, name]));
    return {
      exempt,
      exemptReason: reason,
      ownPolicyId: policyId,
      ladders: laddersOf({ policyId, services }, policies).map(
        ({ policy, why, services: held }) => ({
          policyId: policy.id,
          policyName: names.get(policy.id) ?? "",
          why,
          services: held,
        }),
      ),
    };
  });
}
