import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import {
  type Binding,
  holdStill,
  rebindServices,
} from "@/server/modules/subscriptions/rebind-services";
import type { Ctx } from "@/server/tenancy/context";
import type { AdoptionProblem } from "../schema";
import { type Pick, takenProblem } from "./load-picks";

/** How a service was before it got a foreign row: what an undoing brings back. */
export type Previous = { readonly binding: Binding; readonly hadPlace: boolean };

/**
 * Writes down what is about to be written on the router, before it is: the service's place and the decision. So a row with
 * our tag never is one of nobody's, whatever breaks in between. Gives what speaks against it by now, or null.
 */
export async function claim(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  pick: Pick,
): Promise<AdoptionProblem | null> {
  const { row, service, place } = pick;
  if (row.decision === "adopting") return null;
  const { serviceId, kind, integrationId, ref, observed } = service;
  const [now] = await holdStill(ctx, tx, [serviceId]);
  if (!now || now.state === "terminated" || now.state === "cancelled") return "service_ended";
  const taken =
    (await takenProblem(ctx, tx, routerId, pick)) ?? (await claimed(ctx, tx, routerId, pick));
  if (taken) return taken;
  if (place)
    await tx.execute(sql`
      insert into router_accesses (id, tenant_id, service_id, router_id, method, user_name, mac, address, profile, server, rate)
      values (${newId()}, ${ctx.tenantId}, ${serviceId}, ${routerId}, ${place.method}, ${place.userName}, ${place.mac},
        ${place.address}, ${place.profile}, ${place.server}, ${place.rate})`);
  const previous: Previous = {
    binding: { serviceId, kind, integrationId, ref, observed },
    hadPlace: place === undefined,
  };
  if (place)
    await rebindServices(ctx, tx, [
      {
        ...{ serviceId, kind: "routeros", integrationId: routerId, ref: place.userName },
        observed: null,
      },
    ]);
  const by = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  await tx.execute(sql`
    insert into row_decisions as p (tenant_id, router_id, menu, row_id, label, decision, service_id, found, previous, decided_by)
    values (${ctx.tenantId}, ${routerId}, ${row.menu}, ${row.rowId}, ${row.label}, 'adopting', ${serviceId},
      ${JSON.stringify(row.found)}::jsonb, ${JSON.stringify(previous)}::jsonb, ${by}::uuid)
    on conflict (tenant_id, router_id, menu, row_id) do update set label = excluded.label, decision = excluded.decision,
      service_id = excluded.service_id, found = excluded.found, previous = excluded.previous, decided_by = excluded.decided_by`);
  return null;
}

/** Somebody said another thing of the row or the service meanwhile. */
async function claimed(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  { row, service, place }: Pick,
): Promise<AdoptionProblem | null> {
  const { rows } = await tx.execute<{ same: boolean }>(sql`
    select service_id is distinct from ${service.serviceId}::uuid as same from row_decisions
    where tenant_id = ${ctx.tenantId} and decision <> 'skipped' and (service_id = ${service.serviceId}
      or (router_id = ${routerId} and menu = ${row.menu} and row_id = ${row.rowId})) limit 1`);
  if (rows[0]) return rows[0].same ? "row_taken" : "service_has_row";
  if (!place) return null;
  const { rows: placed } = await tx.execute(sql`select 1 from router_accesses
    where tenant_id = ${ctx.tenantId} and service_id = ${service.serviceId}`);
  return placed.length > 0 ? "service_has_row" : null;
}

/** A decision as it is taken back. */
export type Decision = {
  readonly id: string;
  readonly serviceId: string;
  readonly previous: Previous;
};

/** Brings services back to how they were before they got a foreign row; the decision is forgotten, the facts stay. */
export async function giveBack(ctx: Ctx, tx: Tx, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const ids = (some: readonly Decision[]) => sql.param(some.map(({ serviceId }) => serviceId));
  const made = decisions.filter(({ previous }) => !previous.hadPlace);
  const kept = decisions.filter(({ previous }) => previous.hadPlace);
  await rebindServices(
    ctx,
    tx,
    made.map(({ previous }) => previous.binding),
  );
  await tx.execute(sql`delete from router_accesses
    where tenant_id = ${ctx.tenantId} and service_id = any(${ids(made)}::uuid[])`);
  await tx.execute(sql`update router_accesses set adoption = 'new', row_id = null
    where tenant_id = ${ctx.tenantId} and service_id = any(${ids(kept)}::uuid[])`);
  await tx.execute(sql`delete from row_decisions where tenant_id = ${ctx.tenantId}
    and id = any(${sql.param(decisions.map(({ id }) => id))}::uuid[])`);
}
