import { sql } from "drizzle-orm";
import pg from "pg";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { countCustomers } from "@/server/modules/crm/count-customers";
import { listCustomers } from "@/server/modules/crm/list-customers";
import { listPageInput, listQuery } from "@/server/modules/work/schema";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Measure, sideBySide } from "./report";

const ROWS = 100_000;
const TIMES = 25;

const raw = (where: string, order = "created_at desc, id desc") =>
  `select id, number, kind, name, email, phone, city, status, archived_at, created_at, updated_at from customers
   where archived_at is null and ${where} order by ${order} limit 51`;

/** What people do with the list, and the same question as plain SQL without reach, names or paging. */
const ASKED = [
  { name: "first page", input: {}, query: raw("true") },
  { name: "by name", input: { sort: "name" }, query: raw("true", "name, id") },
  {
    name: "filter status=former",
    input: { filters: "status=former" },
    query: raw("status = 'former'"),
  },
  {
    name: "search, common word",
    input: { search: "maria" },
    query: raw("search_text like '%maria%'"),
  },
  {
    name: "search, one row",
    input: { search: "c99999@" },
    query: raw("search_text like '%c99999@%'"),
  },
  {
    name: "search, no row",
    input: { search: "zzzyyy" },
    query: raw("search_text like '%zzzyyy%'"),
  },
];

/** 100 000 customers in one tenant beside as many of another: pages, filters, searches and the count. */
export async function run(): Promise<Measure[]> {
  const ctx = await load();
  await load();
  await analyze();
  const app = composition().db.app;
  const measures: Measure[] = [];
  for (const { name, input, query } of ASKED) {
    const both = await sideBySide(
      TIMES,
      () => timed(() => listCustomers(ctx, listPageInput.parse(input))),
      () => timed(() => app.transaction(ctx.tenantId, (tx) => tx.execute(sql.raw(query)))),
    );
    measures.push({ name: `list: ${name}`, ...both, against: "the same in SQL", unit: "ms" });
  }
  const counted = await sideBySide(
    TIMES,
    () => timed(() => countCustomers(ctx, listQuery.parse({}))),
    () =>
      timed(() =>
        inTenant(ctx, (tx) =>
          tx.execute(sql`select count(*) from customers where archived_at is null`),
        ),
      ),
  );
  measures.push({ name: "list: count", ...counted, against: "an exact count", unit: "ms" });
  return measures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function load(): Promise<Ctx> {
  const id = newId();
  const { platform } = composition().db;
  await platform.transaction(id, async (tx) => {
    await tx.execute(sql`insert into tenants (id, slug, name, country, time_zone, currency, locale)
      values (${id}, ${`b${id.slice(-8)}`}, 'Bench', 'PE', 'America/Lima', 'PEN', 'es')`);
    await tx.execute(sql`
      insert into customers (tenant_id, number, name, email, phone, city, status, search_text, created_at)
      select ${id}, n, who, 'c' || n || '@x.demo', '+519' || lpad(n::text, 8, '0'), 'Lima',
        case n % 20 when 0 then 'former' when 1 then 'lead' else 'active' end,
        lower(who) || ' #' || n || ' c' || n || '@x.demo +519' || lpad(n::text, 8, '0') || ' lima',
        now() - make_interval(mins => n * 6)
      from (select n, (array['Maria','Jose','Luis','Rosa','Carlos'])[1 + n % 5] || ' Quispe ' || n as who
        from generate_series(1, ${ROWS}::int) n) made`);
  });
  return systemCtx(id, "bench");
}

/** As autovacuum does soon after a load; only the owner may. */
async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("vacuum analyze customers");
  await client.end();
}
