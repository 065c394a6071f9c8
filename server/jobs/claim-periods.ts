import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Schedule } from "./schedules";

/** The time zones of the tenants that a schedule speaks to. */
export async function zonesInUse(tx: Tx, each: Schedule["each"]): Promise<string[]> {
  const { rows } = await tx.execute<{ zone: string }>(
    sql`select distinct time_zone as zone from tenants where kind = ${each} and status <> 'closed'`,
  );
  return rows.map((row) => row.zone);
}

/**
 * Writes the run rows of due tenants that have none for the period, at most `limit`; two at once share them out
 * (unique index). Runs as the platform's role.
 */
export async function claimPeriods(
  tx: Tx,
  schedule: string,
  each: Schedule["each"],
  due: readonly { zone: string; period: string }[],
  limit: number,
): Promise<{ tenantId: string; period: string }[]> {
  if (due.length === 0) return [];
  const { rows } = await tx.execute<{ tenantId: string; period: string }>(sql`
    insert into schedule_runs (tenant_id, schedule, period)
    select t.id, ${schedule}, due.period from tenants t
    join unnest(${sql.param(due.map((row) => row.zone))}::text[], ${sql.param(due.map((row) => row.period))}::text[]) due(zone, period)
      on due.zone = t.time_zone
    where t.kind = ${each} and t.status <> 'closed' and not exists (
      select from schedule_runs r where r.tenant_id = t.id and r.schedule = ${schedule} and r.period = due.period)
    order by t.id limit ${limit}
    on conflict (tenant_id, schedule, period) do nothing
    returning tenant_id as "tenantId", period`);
  return rows;
}
