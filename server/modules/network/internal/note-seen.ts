import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { reportHealth } from "@/server/modules/integrations/report-health";
import type { Brought } from "@/server/modules/subscriptions/enforcement/port";
import { TramaError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { LoadedAccess } from "./load-accesses";
import { routerError } from "./router-error";
import type { RouterRow } from "./router-row";

/** The router answered: it is seen, and the rows that we now know by their ids are ours. */
export async function noteViews(
  ctx: Ctx,
  router: RouterRow,
  accesses: ReadonlyMap<string, LoadedAccess>,
  done: ReadonlyMap<string, Brought>,
): Promise<void> {
  const rows = [...done].flatMap(([serviceId, one]) => {
    const id = "seen" in one ? rowIdOf(one.seen.evidence) : undefined;
    return id && accesses.get(serviceId)?.rowId !== id ? [{ serviceId, id }] : [];
  });
  await inTenant(ctx, async (tx) => {
    if (rows.length > 0)
      await tx.execute(sql`update router_accesses a set row_id = n.row_id,
          adoption = case when a.adoption = 'new' then 'ours' else a.adoption end
        from unnest(${sql.param(rows.map(({ serviceId }) => serviceId))}::uuid[],
          ${sql.param(rows.map(({ id }) => id))}::text[]) as n(service_id, row_id)
        where a.tenant_id = ${ctx.tenantId} and a.service_id = n.service_id
          and a.service_id = any(${sql.param(rows.map(({ serviceId }) => serviceId))}::uuid[])`);
    await noteSeen(ctx, router);
  });
}

function rowIdOf(evidence: Readonly<Record<string, unknown>>): string | undefined {
  const [first] = Array.isArray(evidence.rows) ? (evidence.rows as Record<string, string>[]) : [];
  return first && first.menu !== "/ip/firewall/address-list" ? first[".id"] : undefined;
}

/** The router answered now, a question in so many milliseconds. A fact only when it was away before. */
export async function noteSeen(
  ctx: Ctx,
  router: Pick<RouterRow, "id" | "state">,
  latencyMs: number | null = null,
): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ was: string }>(sql`
      update routers r set last_seen_at = now(), last_error = null, failing_since = null,
        latency_ms = coalesce(${latencyMs}::int, r.latency_ms), state = case when r.state = 'offline' then 'ready' else r.state end
      from (select id, state as was from routers where tenant_id = ${ctx.tenantId} and id = ${router.id} for update) o
      where r.tenant_id = ${ctx.tenantId} and r.id = o.id returning o.was`);
    if (rows[0]?.was !== "offline") return;
    record(ctx, "router.online", { entity: { type: "router", id: router.id }, payload: {} });
    await reportHealth(ctx, router.id, "ok");
  });
}

/** The router could not be used; gives what people read of it. Only that nobody answers makes it offline. */
export async function noteFailure(ctx: Ctx, routerId: string, error: unknown): Promise<unknown> {
  const known = routerError(error);
  const key = known instanceof TramaError ? known.key : undefined;
  if (key !== "router_unreachable" && key !== "router_login_refused") return known;
  await inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ was: string }>(sql`
      update routers r set last_error = ${key}, failing_since = coalesce(r.failing_since, now()), state = 'offline'
      from (select id, state as was from routers where tenant_id = ${ctx.tenantId} and id = ${routerId} for update) o
      where r.tenant_id = ${ctx.tenantId} and r.id = o.id returning o.was`);
    if (!rows[0] || rows[0].was === "offline") return;
    record(ctx, "router.offline", {
      entity: { type: "router", id: routerId },
      payload: { reason: key },
    });
    await reportHealth(ctx, routerId, "down", key);
  });
  return known;
}
