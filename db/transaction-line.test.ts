import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roleUrl } from "@/db/role-urls";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import type { Database, Tx } from "./client";
import { openPg } from "./drivers/pg";

const appUrl = roleUrl(
  process.env.DATABASE_URL ?? "",
  process.env.TRAMA_MASTER_KEY ?? "",
  "trama_app",
);
let db: Database;
let tenant: TestTenant;
beforeAll(async () => {
  // One connection: what a transaction leaves on it, the next one finds.
  db = openPg(appUrl, 1);
  tenant = await mintTenant();
});
afterAll(() => db.close());

const whose = (tx: Tx, value = "") =>
  tx.execute<{ id: string; value: string }>(
    sql`select app.tenant_id()::text as id, ${value}::text as value`,
  );
const named = async (text: string): Promise<number> => {
  const { rows } = await db.transaction(tenant.id, (tx) =>
    tx.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_prepared_statements where statement like ${`%${text}%`}`,
    ),
  );
  return rows[0]?.count ?? 0;
};

test("statements side by side are one transaction of the tenant, their answers in order", async () => {
  const answers = await db.atOnce(tenant.id, (tx) =>
    Promise.all([
      whose(tx, "first"),
      whose(tx, "second"),
      tx.execute(sql`select txid_current()`),
      tx.execute(sql`select txid_current()`),
    ]),
  );
  expect(answers[0].rows).toEqual([{ id: tenant.id, value: "first" }]);
  expect(answers[1].rows).toEqual([{ id: tenant.id, value: "second" }]);
  expect(answers[2].rows).toEqual(answers[3].rows);
});

test("a statement that comes after the answers of the first is refused, and the connection is good for the next", async () => {
  const late = db.atOnce(tenant.id, async (tx) => {
    await whose(tx);
    return whose(tx);
  });
  await expect(late).rejects.toMatchObject({
    cause: { message: expect.stringContaining("after its transaction's end") },
  });
  const { rows } = await db.atOnce(tenant.id, (tx) => whose(tx));
  expect(rows[0]?.id).toBe(tenant.id);
});

test("who keeps a transaction's handle for later sends nothing by it", async () => {
  let kept: Tx | undefined;
  await db.transaction(tenant.id, async (tx) => {
    kept = tx;
    await whose(tx);
  });
  await expect(whose(kept as Tx).execute()).rejects.toMatchObject({
    cause: { message: expect.stringContaining("after its transaction's end") },
  });
});

test("one that fails among others fails all, writes nothing, and leaves no tenant behind", async () => {
  const flag = (name: string) => (tx: Tx) =>
    tx.execute(
      sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenant.id}, ${name}, true)`,
    );
  const both = db.atOnce(tenant.id, (tx) => Promise.all([flag("once")(tx), flag("once")(tx)]));
  await expect(both).rejects.toMatchObject({ cause: { code: "23505" } });
  const { rows } = await db.transaction(tenant.id, (tx) =>
    tx.execute(sql`select flag from tenant_flags`),
  );
  expect(rows).toEqual([]);
  await expect(db.pool.query("select flag from tenant_flags")).rejects.toThrow("is not set");
});

test("a transaction without a statement asks the database for nothing", async () => {
  expect(await db.transaction(tenant.id, async () => "nothing")).toBe("nothing");
});

test("what is asked a third time is kept parsed under a name, where the caller wants names", async () => {
  const ask = (tx: Tx) => tx.execute(sql`select ${"x"}::text as kept_by_name`);
  for (let time = 0; time < 4; time++) await db.transaction(tenant.id, ask);
  expect(await named("kept_by_name")).toBe(0);
  for (let time = 0; time < 4; time++) await db.transaction(tenant.id, ask, { named: true });
  expect(await named("kept_by_name")).toBe(1);
});

test("what carries rows, and what goes through all of a tenant's, is planned each time", async () => {
  const long = Array.from({ length: 200 }, (_, n) => `${n}`);
  for (let time = 0; time < 5; time++)
    await db.transaction(
      tenant.id,
      async (tx) => {
        await tx.execute(sql`select cardinality(${sql.param(long)}::text[]) as carries_rows`);
        await tx.execute(
          sql`select count(*) as goes_through from tenant_flags where flag <> ${"a"}`,
        );
      },
      { named: true },
    );
  expect(await named("carries_rows")).toBe(0);
  expect(await named("goes_through")).toBe(0);
});

test("a named statement whose table changed its shape fails once, on its connection only", async () => {
  const owner = openPg(process.env.DATABASE_URL ?? "", 1);
  const table = `shapes_${tenant.id.replaceAll("-", "")}`;
  try {
    await owner.pool.query(`create table public.${table} (one int)`);
    await owner.pool.query(`grant select on public.${table} to trama_app`);
    const ask = () =>
      db.transaction(
        tenant.id,
        (tx) => tx.execute(sql`select * from ${sql.raw(table)} where 1 = ${1}::int`),
        { named: true },
      );
    for (let time = 0; time < 4; time++) await ask();
    await owner.pool.query(`alter table public.${table} add column two int`);
    await expect(ask()).rejects.toMatchObject({ cause: { code: "0A000" } });
    await expect(ask()).resolves.toMatchObject({ rows: [] });
  } finally {
    await owner.pool.query(`drop table if exists public.${table}`);
    await owner.close();
  }
});
