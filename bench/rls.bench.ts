import pg from "pg";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { type Measure, sideBySide } from "./report";

const TENANTS = 100;
const ROWS = 1_000_000;

type Query = { name: string; count: number; text: (table: string, where: string) => string };

const QUERIES: readonly Query[] = [
  {
    name: "by key",
    count: 2000,
    text: (t, where) => `select id, title from ${t} where ${where} and number = $1`,
  },
  {
    name: "list, 50 newest",
    count: 1000,
    text: (t, where) =>
      `select id, title, made_at from ${t} where ${where} and $1::int is not null order by made_at desc, id desc limit 50`,
  },
  {
    name: "group by over the tenant",
    count: 100,
    text: (t, where) =>
      `select state, count(*), sum(amount_minor) from ${t} where ${where} and $1::int is not null group by state`,
  },
];

/**
 * Forced row-level security against the same rows without it and an explicit `where`: 1 M rows in 100 tenants,
 * `begin; set tenant; query; commit` on both sides, prepared.
 */
export async function run(): Promise<Measure[]> {
  const tenants = Array.from({ length: TENANTS }, () => newId());
  await load(tenants);
  const client = await composition().db.app.pool.connect();
  const measures: Measure[] = [];
  for (const query of QUERIES) {
    const timed =
      (variant: string, text: string, values: (tenant: string, i: number) => unknown[]) =>
      async () => {
        const started = performance.now();
        for (let i = 0; i < query.count; i++) {
          const tenant = tenants[(i * 37) % TENANTS] ?? "";
          await client.query(`begin; select set_config('app.tenant_id', '${tenant}', true)`);
          await client.query({ name: `${query.name} ${variant}`, text, values: values(tenant, i) });
          await client.query("commit");
        }
        return (performance.now() - started) / query.count;
      };
    const number = (i: number) => (i * 7919) % (ROWS / TENANTS);
    const open = timed("open", query.text("bench_open", "tenant_id = $2"), (tenant, i) => [
      number(i),
      tenant,
    ]);
    const fenced = timed("fenced", query.text("bench_fenced", "true"), (_tenant, i) => [number(i)]);
    const both = timed("both", query.text("bench_fenced", "tenant_id = $2"), (tenant, i) => [
      number(i),
      tenant,
    ]);
    for (const warm of [open, fenced, both]) await warm();
    const facts = { unit: "ms", against: "where, RLS off", bar: "≤ 1.10" };
    measures.push({ name: `RLS: ${query.name}`, ...(await sideBySide(9, fenced, open)), ...facts });
    measures.push({
      name: `RLS and where: ${query.name}`,
      ...(await sideBySide(9, both, open)),
      ...facts,
    });
  }
  client.release();
  return measures;
}

async function load(tenants: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  for (const table of ["bench_open", "bench_fenced"]) {
    await owner.query(`create table ${table} (id uuid not null default uuidv7(), tenant_id uuid not null, number bigint not null,
      title text not null, state text not null, amount_minor bigint not null, made_at timestamptz not null, primary key (id, tenant_id))`);
    await owner.query(
      `insert into ${table} (tenant_id, number, title, state, amount_minor, made_at)
       select ($1::uuid[])[1 + i % ${TENANTS}], i / ${TENANTS}, 'Row ' || i, (array['open','paid','void'])[1 + i % 3], i % 100000,
         timestamptz '2026-01-01' + i * interval '1 second' from generate_series(0, ${ROWS - 1}) i`,
      [tenants],
    );
    await owner.query(`create unique index on ${table} (tenant_id, number)`);
    await owner.query(`create index on ${table} (tenant_id, made_at desc, id desc)`);
    await owner.query(`create index on ${table} (tenant_id, state) include (amount_minor)`);
  }
  await owner.query("grant select on bench_open to trama_app");
  await owner.query("select app.protect_tenant_table('bench_fenced')");
  await owner.query("vacuum analyze bench_open");
  await owner.query("vacuum analyze bench_fenced");
  await owner.end();
}
