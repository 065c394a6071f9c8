import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { asPlatform } from "./as-platform";
import { inTenant } from "./in-tenant";

let a: TestTenant;
let b: TestTenant;
beforeAll(async () => {
  a = await mintTenant();
  b = await mintTenant();
});

const addFlag = (tenantId: string, flag: string) =>
  sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenantId}, ${flag}, true)`;

test("a tenant sees its own rows and never another's", async () => {
  await inTenant(a.ctx, (tx) => tx.execute(addFlag(a.id, "mine")));
  const seen = await inTenant(b.ctx, (tx) => tx.execute(sql`select * from tenant_flags`));
  expect(seen.rows).toEqual([]);
});

test("a row cannot be written for another tenant", async () => {
  await expect(inTenant(a.ctx, (tx) => tx.execute(addFlag(b.id, "planted")))).rejects.toMatchObject(
    {
      cause: { message: expect.stringContaining("row-level security") },
    },
  );
});

test("nesting another tenant is refused; nesting the same joins the transaction", async () => {
  await expect(inTenant(a.ctx, () => inTenant(b.ctx, async () => 1))).rejects.toThrow(
    "another tenant",
  );
  await inTenant(a.ctx, async (tx) => inTenant(a.ctx, async (inner) => expect(inner).toBe(tx)));
});

test("a throw rolls everything back", async () => {
  const failing = inTenant(a.ctx, async (tx) => {
    await tx.execute(addFlag(a.id, "gone"));
    throw new Error("stop");
  });
  await expect(failing).rejects.toThrow("stop");
  const { rows } = await inTenant(a.ctx, (tx) =>
    tx.execute(sql`select 1 from tenant_flags where flag = 'gone'`),
  );
  expect(rows).toEqual([]);
});

test("outside a tenant the database refuses instead of answering nothing", async () => {
  const { pool } = composition().db.app;
  await expect(pool.query("select * from tenant_flags")).rejects.toThrow(
    "app.tenant_id is not set",
  );
});

test("a borrowed connection never carries a tenant from before", async () => {
  const { app } = composition().db;
  for (let i = 0; i < 300; i++) {
    if (i % 3 === 0)
      await app.transaction(a.id, (tx) => tx.execute(sql`select 1`)).catch(() => undefined);
    const { rows } = await app.pool.query(
      "select current_setting('app.tenant_id', true) as tenant",
    );
    expect(rows[0]?.tenant ?? "").toBe("");
  }
});

test("each use of the platform's door is a fact in the platform's chain", async () => {
  await asPlatform(a.ctx, "look at the test", (tx) =>
    tx.execute(sql`select count(*) from tenants`),
  );
  const { rows } = await composition().db.platform.pool.query(
    "select body::jsonb -> 'payload' ->> 'reason' as reason from events where name = 'platform.access' and entity_id = $1",
    [a.id],
  );
  expect(rows).toEqual([{ reason: "look at the test" }]);
});
