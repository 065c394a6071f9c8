import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { type HealthDto, healthDto } from "./schema";

/** How the platform is, in counts: database, tenants, jobs, panic, audit, webhooks. One statement, seen at one instant. */
export async function getHealth(ctx: Ctx): Promise<HealthDto> {
  authorize(ctx, "platform.health.read");
  return asPlatform(ctx, "look at the platform's health", async (tx) => {
    const startedAt = performance.now();
    await tx.execute(sql`select 1`);
    const latencyMs = Math.round((performance.now() - startedAt) * 100) / 100;
    const { rows } = await tx.execute(COUNTS);
    const { health } = z.object({ health: counts }).parse(rows[0]);
    return { ...health, database: { ...health.database, latencyMs } };
  });
}

const counts = healthDto.extend({ database: healthDto.shape.database.omit({ latencyMs: true }) });

const COUNTS = sql`
  select jsonb_build_object(
    'database', jsonb_build_object('version', current_setting('server_version'), 'sizeBytes', pg_database_size(current_database())),
    'tenants', (select coalesce(jsonb_object_agg(status, n), '{}') from
      (select status, count(*) as n from tenants where kind = 'tenant' group by status) s),
    'jobs', jsonb_build_object(
      'deadLetters', (select count(*) from job_dead_letters where status = 'open'),
      'unpublished', (select count(*) from job_outbox where published_at is null),
      'oldestUnpublishedSeconds', (select floor(extract(epoch from now() - min(created_at))) from job_outbox where published_at is null)),
    'panic', jsonb_build_object(
      'on', (select count(*) from panic_switches where state <> 'off'),
      'held', (select count(*) from panic_held where status = 'held')),
    'audit', jsonb_build_object(
      'events', (select coalesce(sum(seq), 0) from event_heads),
      'failedVerifications', (select count(*) from
        (select distinct on (tenant_id) ok from audit_verifications order by tenant_id, created_at desc) v where not v.ok),
      'lastVerifiedAt', (select to_char(max(created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from audit_verifications)),
    'webhooks', jsonb_build_object(
      'disabledEndpoints', (select count(*) from webhook_endpoints where status = 'disabled'),
      'pendingDeliveries', (select count(*) from webhook_deliveries where status = 'pending'))) as health`;
