import { sql } from "drizzle-orm";
import { collectionTasks as tasks } from "@/db/schema/dunning";
import type { ListSpec } from "@/server/modules/work/list-query";
import type { Ctx } from "@/server/tenancy/context";

const isOpen = sql`${tasks.status} in ('open', 'inProgress', 'promised')`;

/** What tasks can be searched, filtered and ordered by, as this person sees them on this day. */
export function collectionTaskList(ctx: Ctx): ListSpec {
  const { actor } = ctx;
  const me = actor.kind === "user" ? actor.membershipId : null;
  const team = actor.kind === "user" ? (actor.teamId ?? null) : null;
  const today = sql`(select (${ctx.now.toISOString()}::timestamptz at time zone t.time_zone)::date from tenants t where t.id = ${ctx.tenantId})`;
  return {
    id: tasks.id,
    tenantId: tasks.tenantId,
    search: tasks.searchText,
    fields: {
      status: { type: "choice", column: tasks.status },
      priority: { type: "choice", column: tasks.priority },
      channel: { type: "choice", column: tasks.channel },
      origin: { type: "choice", column: tasks.origin },
      owner: { type: "choice", column: tasks.ownerMembershipId, ids: true },
      customer: { type: "choice", column: tasks.customerId, ids: true },
      mine: {
        type: "boolean",
        where: sql`${tasks.ownerMembershipId} is not distinct from ${me}::uuid`,
      },
      team: {
        type: "boolean",
        where: sql`${tasks.ownerMembershipId} in (select m.id from memberships m
          where m.tenant_id = ${ctx.tenantId} and (m.team_id = ${team}::uuid or m.id = ${me}::uuid))`,
      },
      today: { type: "boolean", where: sql`(${isOpen} and ${tasks.nextActionOn} = ${today})` },
      late: { type: "boolean", where: sql`(${isOpen} and ${tasks.nextActionOn} < ${today})` },
      createdAt: { type: "date", column: tasks.createdAt },
      closed: { type: "boolean", where: sql`not ${isOpen}` },
    },
    sorts: { createdAt: tasks.createdAt },
    defaultSort: "-createdAt",
    unless: { field: "closed", where: isOpen },
  };
}
