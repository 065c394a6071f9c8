import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { liftHolds } from "@/server/modules/subscriptions/hold-services";
import type { Undoer } from "./import-tasks";

/**
 * Cancels services that nobody changed or billed since; the hold that the import placed is lifted with them. That the
 * cut which it asked for was proven meanwhile is the import's own doing, and nobody's change.
 */
export const undoServices: Undoer = async (ctx, tx, items) => {
  const asked = items.map(({ entityId, before }) => ({
    ...{ id: entityId, at: before?.["at"], held: before?.["held"] ?? false },
  }));
  // Locked first: whoever is writing down a proof ends before it is asked who changed what.
  await tx.execute(sql`select id from services
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param(asked.map(({ id }) => id))}::uuid[]) order by id for update`);
  const { rows: untouched } = await tx.execute<{ id: string; held: boolean }>(sql`
    select s.id, cardinality(s.holds) > 0 as held from services s
    join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, at text, held boolean) on o.id = s.id
    left join lateral (
      select max(c.proven_at) as at from enforcement_commands c
      where c.tenant_id = s.tenant_id and c.service_id = s.id and c.requested_at = o.at::timestamptz) proof on true
    where s.tenant_id = ${ctx.tenantId} and s.state <> 'cancelled'
      and (s.updated_at = o.at::timestamptz or (s.updated_at = proof.at and s.version = 2 + o.held::int))
      and not exists (select 1 from billed_periods b where b.tenant_id = s.tenant_id and b.service_id = s.id)
    order by s.id`);
  const held = untouched.filter((service) => service.held).map(({ id }) => id);
  if (held.length > 0)
    await liftHolds(ctx, tx, { serviceIds: held, reason: "debt", note: "import" });
  const ids = sql`${sql.param(untouched.map(({ id }) => id))}::uuid[]`;
  await tx.execute(sql`update enforcement_commands set status = 'superseded'
    where tenant_id = ${ctx.tenantId} and service_id = any(${ids}) and status in ('pending', 'applied')`);
  const { rows } = await tx.execute<{ id: string; number: number; customerId: string }>(sql`
    update services s set state = 'cancelled', desired = 'gone', version = s.version + 1, next_period_on = null,
      next_bill_on = null, termination_reason = 'import', updated_at = ${ctx.now.toISOString()}
    where s.tenant_id = ${ctx.tenantId} and s.id = any(${ids})
    returning s.id, s.number, s.customer_id as "customerId"`);
  for (const { id, number, customerId } of rows)
    record(ctx, "service.cancelled", {
      entity: { type: "service", id },
      payload: { number, customerId, reason: "import" },
    });
  const back = new Set(rows.map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
};
