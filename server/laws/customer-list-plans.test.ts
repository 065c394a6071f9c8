import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { whereOf } from "@/server/modules/work/list-query";
import { listQuery } from "@/server/modules/work/schema";
import { customerList } from "@/server/modules/crm/list-spec";
import { composition } from "@/server/composition";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

let small: TestTenant;
let large: TestTenant;

/** A small tenant beside a large neighbour: whoever reads the whole table reads the neighbour's rows. */
beforeAll(async () => {
  small = await mintTenant();
  large = await mintTenant();
  for (const [tenant, rows] of [
    [small, 300],
    [large, 12_000],
  ] as const)
    await composition().db.platform.transaction(tenant.id, (tx) =>
      tx.execute(sql`insert into customers (tenant_id, number, name, search_text)
        select ${tenant.id}, n, 'Name ' || n, 'name ' || n from generate_series(1, ${rows}::int) n`),
    );
});

const plan = async (query: SQL): Promise<string> => {
  const { rows } = await inTenant(small.ctx, (tx) =>
    tx.execute<{ "QUERY PLAN": string }>(sql`explain (costs off) ${query}`),
  );
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
};

test.each([
  ["created_at desc, id desc", ""],
  ["name, id", ""],
  ["number, id", ""],
  ["created_at desc, id desc", "status=lead&city=lima"],
])(
  "a page by %s, filtered by '%s', never reads another tenant's customers",
  async (order, filters) => {
    const where = whereOf(small.ctx, customerList, listQuery.parse({ filters, search: "name 7" }));
    const text = await plan(
      sql`select id from customers where ${where} order by ${sql.raw(order)} limit 51`,
    );
    expect(text).not.toContain("Seq Scan on customers");
    expect(text).toMatch(/tenant_id = /);
  },
);

test("a rare word is looked up by its index, among the tenant's own rows", async () => {
  // As autovacuum does soon after so many rows; only the owner may.
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query("analyze customers");
  await owner.end();
  const { rows } = await inTenant(large.ctx, async (tx) => {
    await tx.execute(sql`set local role trama_search`);
    await tx.execute(sql`select set_config('app.sought', '{"name 7777"}', true)`);
    return tx.execute<{
      "QUERY PLAN": string;
    }>(sql`explain (analyze, buffers off, timing off, costs off)
      select id from customers where tenant_id = ${large.id} limit 501`);
  });
  const text = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toMatch(
    /Bitmap Index Scan on customers_search_idx[^]*Index Cond: \(\(tenant_id = .* AND \(search_text ~~ /,
  );
  expect(text).not.toMatch(/Rows Removed by Filter/);
});
