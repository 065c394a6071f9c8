import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchService } from "./internal/service-row";
import { serviceHistory, type ServiceHistory, type ServiceIdInput } from "./schema";

/** Holds, terms, charges, changes and enforcement of one service within reach, newest first; throws `NotFound`. */
export function getHistory(ctx: Ctx, { serviceId }: ServiceIdInput): Promise<ServiceHistory> {
  authorize(ctx, "service.read");
  return inTenant(ctx, async (tx) => {
    await fetchService(ctx, tx, serviceId);
    return serviceHistory.parse({
      holds: await holdsOf(ctx, tx, serviceId),
      terms: await termsOf(ctx, tx, serviceId),
      charges: await chargesOf(ctx, tx, serviceId),
      changes: await changesOf(ctx, tx, serviceId),
      commands: await commandsOf(ctx, tx, serviceId),
    });
  });
}

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
/** Who did it, as a person reads it: their name, else what acted. */
const who = (column: string) =>
  sql.raw(`coalesce((select u.name from users u where ${column} = 'user:' || u.id), ${column})`);
const of = ({ tenantId }: Ctx, serviceId: string) =>
  sql`x.tenant_id = ${tenantId} and x.service_id = ${serviceId}`;

async function holdsOf(ctx: Ctx, tx: Tx, id: string): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select x.id, x.reason, x.soft, x.note, ${who("x.placed_by")} as "placedBy", ${iso("x.placed_at")} as "placedAt",
      ${iso("x.expires_at")} as "expiresAt", ${who("x.lifted_by")} as "liftedBy", ${iso("x.lifted_at")} as "liftedAt"
    from service_holds x where ${of(ctx, id)} order by x.lifted_at is null desc, x.placed_at desc, x.id desc limit 50`);
  return rows;
}

async function termsOf(ctx: Ctx, tx: Tx, id: string): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select x.id, x.starts_on::text as "startsOn", i.name as "itemName", trim_scale(x.quantity)::text as quantity,
      trim_scale(x.own_price)::text as "ownPrice"
    from service_terms x join catalog_items i on i.tenant_id = x.tenant_id and i.id = x.item_id
    where ${of(ctx, id)} order by x.starts_on desc limit 50`);
  return rows;
}

async function chargesOf(ctx: Ctx, tx: Tx, id: string): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select x.id, x.kind, x.description, x.basis, trim_scale(x.amount)::text as amount, x.currency, x.recurring,
      x.cycles_left as "cyclesLeft", x.starts_on::text as "startsOn", x.ends_on::text as "endsOn", x.status
    from charges x where ${of(ctx, id)} order by x.status = 'open' desc, x.id desc limit 50`);
  return rows;
}

async function changesOf(ctx: Ctx, tx: Tx, id: string): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select x.id, x.kind, x.on_day::text as "onDay", x.status, x.error,
      (select i.name from catalog_items i where i.tenant_id = x.tenant_id and i.id = (x.detail ->> 'itemId')::uuid) as "itemName"
    from service_changes x where ${of(ctx, id)} order by x.status = 'waiting' desc, x.on_day desc limit 50`);
  return rows;
}

async function commandsOf(ctx: Ctx, tx: Tx, id: string): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select x.id, x.service_id as "serviceId", x.kind, x.desired, x.status, x.reason, x.attempts,
      x.last_error as "lastError", x.held_at is not null as held, x.capped_at is not null as capped, x.proof, ${iso("x.requested_at")} as "requestedAt",
      ${iso("x.proven_at")} as "provenAt", ${iso("x.next_attempt_at")} as "nextAttemptAt"
    from enforcement_commands x where ${of(ctx, id)} order by x.id desc limit 50`);
  return rows;
}
