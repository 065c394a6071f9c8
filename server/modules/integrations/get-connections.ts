import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type ConnectionDto, connectionDto } from "./schema";

/**
 * How what is built in does: mail, webhooks, the API. `unknown` where nothing was tried yet, `degraded` where something
 * waits or fails now and then, `down` where nothing gets through.
 */
export function getConnections(ctx: Ctx): Promise<ConnectionDto[]> {
  authorize(ctx, "integration.read");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`
      select
        (select count(*)::int from job_dead_letters where tenant_id = ${ctx.tenantId} and status = 'open' and name like 'notifications.%') as "mailFailed",
        (select count(*)::int from webhook_endpoints where tenant_id = ${ctx.tenantId} and status = 'active') as endpoints,
        (select count(*)::int from webhook_endpoints where tenant_id = ${ctx.tenantId} and status = 'active' and failing_since is not null) as failing,
        (select max(created_at) from webhook_attempts where tenant_id = ${ctx.tenantId}) as "webhookAt",
        (select count(*)::int from api_keys where tenant_id = ${ctx.tenantId} and (revoked_at is null or revoked_at > ${ctx.now.toISOString()}) and (expires_at is null or expires_at > ${ctx.now.toISOString()})) as keys,
        (select max(last_used_at) from api_keys where tenant_id = ${ctx.tenantId}) as "apiAt"`);
    const row = rows[0] ?? {};
    const { mail } = composition();
    const number = (name: string) => Number(row[name] ?? 0);
    return connectionDto.array().parse([
      {
        kind: "mail",
        driver: mail.driver,
        health: mailHealth(mail.driver, number("mailFailed")),
        count: number("mailFailed"),
        checkedAt: null,
      },
      {
        kind: "webhooks",
        driver: null,
        health: webhookHealth(number("endpoints"), number("failing")),
        count: number("endpoints"),
        failing: number("failing"),
        checkedAt: instant(row.webhookAt),
      },
      {
        kind: "api",
        driver: null,
        health: row.apiAt ? "ok" : "unknown",
        count: number("keys"),
        checkedAt: instant(row.apiAt),
      },
    ]);
  });
}

function mailHealth(driver: string, failed: number): ConnectionDto["health"] {
  if (driver === "console") return "degraded";
  return failed > 0 ? "degraded" : "ok";
}

function webhookHealth(endpoints: number, failing: number): ConnectionDto["health"] {
  if (endpoints === 0) return "unknown";
  if (failing === 0) return "ok";
  return failing === endpoints ? "down" : "degraded";
}

/** Drivers give instants of raw queries as text or as Date. */
const instant = (value: unknown): string | null =>
  value instanceof Date || typeof value === "string" ? new Date(value).toISOString() : null;
