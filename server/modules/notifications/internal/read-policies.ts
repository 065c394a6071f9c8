import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notificationPolicies } from "@/db/schema/notifications";
import type { Ctx } from "@/server/tenancy/context";
import { AUDIENCES, type Audience, type CustomerEvent } from "../rules/customer-events";
import { defaultPolicy, type Policy } from "../rules/default-policies";

/** Looks up how an audience is told of an event. */
export type Policies = (event: CustomerEvent, audience: Audience) => Policy;

/** The tenant's policies of these events over those in code; one query. */
export async function readPolicies(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  events: readonly CustomerEvent[],
): Promise<Policies> {
  const rows = await tx
    .select()
    .from(notificationPolicies)
    .where(
      and(
        eq(notificationPolicies.tenantId, ctx.tenantId),
        inArray(notificationPolicies.event, [...new Set(events)]),
        inArray(notificationPolicies.audience, [...AUDIENCES]),
      ),
    );
  const own = new Map(rows.map((row) => [`${row.event}/${row.audience}`, row]));
  return (event, audience) => {
    const usual = defaultPolicy(event, audience);
    const row = own.get(`${event}/${audience}`);
    if (!row) return usual;
    const { enabled, channels, template, language, quietHours, maxPerDay } = row;
    return {
      ...{ enabled, quietHours, maxPerDay },
      channels: channels.filter((channel) => channel !== "inApp"),
      template: template as CustomerEvent,
      language: language as Policy["language"],
    };
  };
}
