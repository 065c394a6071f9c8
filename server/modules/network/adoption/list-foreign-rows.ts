import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRouter } from "../internal/router-row";
import { type ForeignRowPage, foreignRowPage, type ForeignRowsInput } from "./schema";

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Rows of nobody's as the newest comparison read them, and what was decided: open, skipped, adopted. Throws `NotFound`. */
export async function listForeignRows(ctx: Ctx, input: ForeignRowsInput): Promise<ForeignRowPage> {
  authorize(ctx, "router.read");
  const { routerId, state } = input;
  return inTenant(ctx, async (tx) => {
    await fetchRouter(ctx, tx, routerId);
    const { rows } = await tx.execute<{ id: string; at: string }>(sql`
      select id, ${iso("created_at")} as at from reconcile_runs
      where tenant_id = ${ctx.tenantId} and router_id = ${routerId} order by id desc limit 1`);
    const run = rows[0] ?? null;
    const counts = await count(ctx, tx, routerId, run?.id ?? null);
    const query = state === "adopted" ? adopted(ctx, input) : foreign(ctx, input, run?.id ?? null);
    const { rows: found } = await tx.execute<{ id: string }>(query);
    const items = found.slice(0, input.limit);
    const nextCursor = found.length > input.limit ? items.at(-1)?.id : null;
    return foreignRowPage.parse({ items, nextCursor, counts, run });
  });
}

/** The person left it alone, and it is the same row still: ids come back after a router was set up anew. */
const skipped = (ctx: Ctx, routerId: string): SQL => sql`exists (select 1 from row_decisions p
  where p.tenant_id = ${ctx.tenantId} and p.router_id = ${routerId} and p.menu = d.menu and p.row_id = d.row_id
    and p.label = d.label and p.decision = 'skipped')`;

const ofRun = (ctx: Ctx, runId: string | null): SQL =>
  sql`d.tenant_id = ${ctx.tenantId} and d.run_id = ${runId}::uuid and d.kind = 'foreign' and d.outcome = 'open'`;

const service = sql`case when s.id is not null then
  jsonb_build_object('id', s.id, 'number', s.number, 'customerName', k.name) end as service`;

const matches = (search: string): SQL =>
  search === ""
    ? sql`true`
    : sql`strpos(app.fold_text(d.label || ' ' || coalesce(d.found::text, '') || ' ' || coalesce(k.name, '')),
        app.fold_text(${search})) > 0`;

const foreign = (ctx: Ctx, input: ForeignRowsInput, runId: string | null): SQL => sql`
  select d.id, d.menu, d.label, d.found, d.why, ${service}, false as unfinished, null as "decidedAt"
  from reconcile_rows d
  left join services s on s.tenant_id = d.tenant_id and s.id = d.service_id
  left join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
  where ${ofRun(ctx, runId)} and ${matches(input.search)}
    and ${input.state === "skipped" ? sql`` : sql`not`} ${skipped(ctx, input.routerId)}
    ${input.cursor ? sql`and d.id > ${input.cursor}` : sql``} order by d.id limit ${input.limit + 1}`;

const adopted = (ctx: Ctx, input: ForeignRowsInput): SQL => sql`
  select d.id, d.menu, d.label, d.found, null as why, ${service}, d.decision = 'adopting' as unfinished,
    ${iso("d.created_at")} as "decidedAt"
  from row_decisions d
  join services s on s.tenant_id = d.tenant_id and s.id = d.service_id
  join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
  where d.tenant_id = ${ctx.tenantId} and d.router_id = ${input.routerId} and d.decision <> 'skipped'
    and ${matches(input.search)} ${input.cursor ? sql`and d.id < ${input.cursor}` : sql``}
  order by d.id desc limit ${input.limit + 1}`;

async function count(ctx: Ctx, tx: Tx, routerId: string, runId: string | null) {
  const { rows } = await tx.execute<{ open: number; skipped: number; adopted: number }>(sql`
    select count(*) filter (where not skipped)::int as open, count(*) filter (where skipped)::int as skipped,
      (select count(*)::int from row_decisions where tenant_id = ${ctx.tenantId} and router_id = ${routerId}
        and decision <> 'skipped') as adopted
    from (select ${skipped(ctx, routerId)} as skipped from reconcile_rows d where ${ofRun(ctx, runId)}) d`);
  return rows[0];
}
