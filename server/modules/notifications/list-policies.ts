import { eq } from "drizzle-orm";
import { notificationPolicies } from "@/db/schema/notifications";
import { authorize } from "@/server/auth/authorize";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPolicies } from "./internal/read-policies";
import type { PolicyDto } from "./policy-schema";
import { AUDIENCES, CUSTOMER_EVENTS, type CustomerEvent } from "./rules/customer-events";

/** Every event and audience, with what holds: the tenant's own word or the default. */
export async function listPolicies(ctx: Ctx): Promise<PolicyDto[]> {
  authorize(ctx, "notificationPolicy.manage");
  return inTenant(ctx, async (tx) => {
    const policies = await readPolicies(ctx, tx, CUSTOMER_EVENTS);
    const rows = await tx
      .select({ event: notificationPolicies.event, audience: notificationPolicies.audience })
      .from(notificationPolicies)
      .where(eq(notificationPolicies.tenantId, ctx.tenantId));
    const own = new Set(rows.map(({ event, audience }) => `${event}/${audience}`));
    return CUSTOMER_EVENTS.flatMap((event) =>
      AUDIENCES.map((audience) => {
        const { channels, ...policy } = policies(event, audience);
        return {
          ...{ event, audience, ...policy, channels: [...channels] },
          own: own.has(`${event}/${audience}`),
          templates: templatesFor(event),
        };
      }),
    );
  });
}

/** Templates that need no value that the event has not. */
export function templatesFor(event: CustomerEvent): CustomerEvent[] {
  const given = definitionOf(event).variables;
  return CUSTOMER_EVENTS.filter((template) =>
    Object.entries(definitionOf(template).variables).every(
      ([name, { optional, kind }]) => optional || kind === "url" || Object.hasOwn(given, name),
    ),
  );
}
