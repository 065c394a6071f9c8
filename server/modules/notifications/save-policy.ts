import { and, eq } from "drizzle-orm";
import { notificationPolicies } from "@/db/schema/notifications";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { templatesFor } from "./list-policies";
import type { PolicyKey, SavePolicyInput } from "./policy-schema";

/** Says how an audience is told of an event. Throws `Invalid` for a template that needs values which the event has not. */
export async function savePolicy(ctx: Ctx, input: SavePolicyInput): Promise<void> {
  authorize(ctx, "notificationPolicy.manage");
  const { event, audience, ...policy } = input;
  if (!templatesFor(event).includes(policy.template))
    throw new Invalid("policy_template", {}, { fields: { template: "policy_template" } });
  await inTenant(ctx, async (tx) => {
    const changes = { ...policy, updatedAt: ctx.now };
    const [row] = await tx
      .insert(notificationPolicies)
      .values({ id: newId(), tenantId: ctx.tenantId, event, audience, ...changes })
      .onConflictDoUpdate({
        target: [
          notificationPolicies.tenantId,
          notificationPolicies.event,
          notificationPolicies.audience,
        ],
        set: changes,
      })
      .returning({ id: notificationPolicies.id });
    record(ctx, "notificationPolicy.saved", {
      entity: { type: "notificationPolicy", id: row?.id ?? newId() },
      payload: { event, audience, enabled: policy.enabled, channels: policy.channels },
    });
  });
}

/** Takes the tenant's word back: the default holds again. Saying so where it does says nothing. */
export async function resetPolicy(ctx: Ctx, { event, audience }: PolicyKey): Promise<void> {
  authorize(ctx, "notificationPolicy.manage");
  await inTenant(ctx, async (tx) => {
    const [row] = await tx
      .delete(notificationPolicies)
      .where(
        and(
          eq(notificationPolicies.tenantId, ctx.tenantId),
          eq(notificationPolicies.event, event),
          eq(notificationPolicies.audience, audience),
        ),
      )
      .returning({ id: notificationPolicies.id });
    if (!row) return;
    record(ctx, "notificationPolicy.reset", {
      entity: { type: "notificationPolicy", id: row.id },
      payload: { event, audience },
    });
  });
}
