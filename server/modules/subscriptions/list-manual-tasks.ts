import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type ListManualTasksInput, type ManualTaskList, taskList } from "./enforcement/schema";

/** What people still have to do by hand, reconnections first, then the oldest; and how many there are. */
export function listManualTasks(ctx: Ctx, input: ListManualTasksInput): Promise<ManualTaskList> {
  authorize(ctx, "service.enforce");
  const { after, limit } = input;
  const me = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  const open = sql`c.tenant_id = ${ctx.tenantId} and c.kind = 'manual' and c.status in ('pending', 'applied') and c.held_at is null`;
  const beyond = after
    ? sql`and (-c.priority, c.id) > (select -p.priority, p.id from enforcement_commands p
        where p.tenant_id = ${ctx.tenantId} and p.id = ${after})`
    : sql``;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`
      select c.id, c.service_id as "serviceId", s.number, s.label, k.name as "customerName", s.enforcement_ref as ref,
        c.desired, s.observed, c.reason, c.last_error as "lastError", (c.assignee_membership_id = ${me}::uuid) is true as mine,
        (select nullif(concat_ws(', ', nullif(a.street, ''), nullif(a.district, ''), nullif(a.city, '')), '') from customer_addresses a
          where a.tenant_id = s.tenant_id and a.id = s.address_id) as address,
        (select u.name from memberships m join users u on u.id = m.user_id
          where m.tenant_id = c.tenant_id and m.id = c.assignee_membership_id) as "assigneeName",
        to_char(c.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "requestedAt"
      from enforcement_commands c
      join services s on s.tenant_id = c.tenant_id and s.id = c.service_id
      join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
      where ${open} ${beyond} order by -c.priority, c.id limit ${limit}`);
    const { rows: counted } = await tx.execute<{ total: number }>(
      sql`select count(*)::int as total from enforcement_commands c where ${open}`,
    );
    return taskList.parse({ items: rows, total: counted[0]?.total ?? 0 });
  });
}
