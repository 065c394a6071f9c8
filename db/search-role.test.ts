import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { type NeonStandin, startNeonStandin } from "@/standins/neon/server";
import type { Database, Tx } from "./client";
import { openNeon } from "./drivers/neon";
import { openPg } from "./drivers/pg";
import { roleUrl } from "./role-urls";

const ownerUrl = process.env.DATABASE_URL ?? "";
const appUrl = roleUrl(ownerUrl, process.env.TRAMA_MASTER_KEY ?? "", "trama_app");
let neon: NeonStandin;
beforeAll(async () => {
  neon = await startNeonStandin(new URL(ownerUrl).host);
});
afterAll(() => neon.stop());

const drivers = [
  { name: "pg", open: () => openPg(appUrl, 2) },
  { name: "neon", open: () => openNeon(appUrl, 2, neon.address) },
];
const refused = { cause: { code: "42501" } };
const search = (words: string[], most = 500) =>
  sql`select app.search_customers(${sql.param(words)}::text[], ${most}::int) as found`;
const who = sql`select current_user::text as role, coalesce(current_setting('app.sought', true), '') as sought`;
const ITSELF = { role: "trama_app", sought: "" };

describe.each(drivers)("the role that searches, over $name", ({ open }) => {
  let db: Database;
  let own: TestTenant;
  let other: TestTenant;
  beforeAll(async () => {
    db = open();
    own = await mintTenant();
    other = await mintTenant();
    for (const { id } of [own, other])
      await db.transaction(id, (tx) =>
        tx.execute(sql`insert into customers (tenant_id, number, name, search_text) values
          (${id}, 1, 'Maria', 'maria quispe #1'), (${id}, 2, 'Jose', 'jose 50%_x\\y\\ #2')`),
      );
  });
  afterAll(() => db.close());

  const asSearch = <T>(work: (tx: Tx) => Promise<T>) =>
    db.transaction(own.id, async (tx) => {
      await tx.execute(sql`set local role trama_search`);
      return work(tx);
    });
  const found = (words: string[]) =>
    db.transaction(
      own.id,
      async (tx) => (await tx.execute<{ found: string[] }>(search(words))).rows[0]?.found,
    );

  test("finds the rows of its own tenant that have all the words, and no neighbour's", async () => {
    const { rows } = await db.transaction(own.id, (tx) =>
      tx.execute<{ id: string }>(sql`select id from customers where number = 1`),
    );
    expect(await found(["maria"])).toEqual([rows[0]?.id]);
    expect(await found(["maria", "quispe", "#1"])).toEqual([rows[0]?.id]);
    expect(await found(["maria", "jose"])).toEqual([]);
    const seen = await asSearch(async (tx) => {
      await tx.execute(sql`select set_config('app.sought', '{#}', true)`);
      return tx.execute(sql`select distinct tenant_id from customers`);
    });
    expect(seen.rows).toEqual([{ tenant_id: own.id }]);
  });

  test("takes a pattern's signs for what they are, and raises for none of them", async () => {
    const lengths: Record<string, number | undefined> = {};
    for (const word of ["50%_x", "x\\y\\", "\\", "%", "a%a", "jose_50", "}", '"', ",", "NULL"])
      lengths[word] = (await found([word]))?.length;
    expect(lengths).toEqual({
      ...{ "50%_x": 1, "x\\y\\": 1, "\\": 1, "%": 1 },
      ...{ "a%a": 0, jose_50: 0, "}": 0, '"': 0, ",": 0, NULL: 0 },
    });
  });

  test("more than were asked for are no answer, rather than some of them", async () => {
    const answers = await db.transaction(own.id, async (tx) => [
      (await tx.execute(search(["#"], 1))).rows[0]?.found,
      (await tx.execute<{ found: string[] }>(search(["#"], 2))).rows[0]?.found.length,
    ]);
    expect(answers).toEqual([null, 2]);
  });

  test("looks at nothing without words, and refuses to look without a tenant", async () => {
    const nothing = await asSearch((tx) => tx.execute(sql`select id from customers`));
    expect(nothing.rows).toEqual([]);
    const lost = db.transaction(own.id, async (tx) => {
      await tx.execute(sql`select set_config('app.tenant_id', '', true)`);
      await tx.execute(search(["maria"]));
    });
    await expect(lost).rejects.toMatchObject(refused);
  });

  const forbidden: [string, SQL][] = [
    ["read another column", sql`select email from customers`],
    ["read another table", sql`select id from tenants`],
    [
      "insert",
      sql`insert into customers (tenant_id, number, name) values (app.tenant_id(), 9, 'x')`,
    ],
    ["update", sql`update customers set search_text = ''`],
    ["delete", sql`delete from customers`],
    ["lock", sql`select id from customers for update`],
    ["search by itself", search(["maria"])],
  ];
  test.each(forbidden)("may not %s", async (_what, statement) => {
    await expect(asSearch((tx) => tx.execute(statement))).rejects.toMatchObject(refused);
  });

  test("is given back after the search, and when it throws, inside the transaction and on the connection", async () => {
    const after = await db.transaction(own.id, async (tx) => {
      await tx.execute(search(["maria"]));
      const [first] = (await tx.execute(who)).rows;
      await tx.execute(sql`savepoint before`);
      const failed = await tx
        .execute(search(["a", "b", "c", "d"]))
        .catch((error: Error) => error.cause);
      await tx.execute(sql`rollback to savepoint before`);
      return [first, (failed as { code?: string }).code, (await tx.execute(who)).rows[0]];
    });
    expect(after).toEqual([ITSELF, "22023", ITSELF]);
    const stopped = db.transaction(own.id, async (tx) => {
      await tx.execute(search(["maria"]));
      await tx.execute(search([]));
    });
    await expect(stopped).rejects.toMatchObject({ cause: { code: "22023" } });
    const next = [
      db.pool.query("select current_user::text as role"),
      db.pool.query("select current_user::text as role"),
    ];
    for (const { rows } of await Promise.all(next)) expect(rows).toEqual([{ role: "trama_app" }]);
  });
});

test("nobody signs in as the role that searches", async () => {
  const url = new URL(appUrl);
  url.username = "trama_search";
  const client = new pg.Client({ connectionString: url.toString() });
  await expect(client.connect()).rejects.toMatchObject({ code: expect.stringMatching(/^28/) });
});

test("the platform's role may neither take it nor call the search", async () => {
  const platform = openPg(
    roleUrl(ownerUrl, process.env.TRAMA_MASTER_KEY ?? "", "trama_platform"),
    1,
  );
  const { id } = await mintTenant();
  try {
    for (const statement of [sql`set local role trama_search`, search(["maria"])])
      await expect(platform.transaction(id, (tx) => tx.execute(statement))).rejects.toMatchObject(
        refused,
      );
  } finally {
    await platform.close();
  }
});
