import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roleUrl } from "@/db/role-urls";
import { composition, setComposition } from "@/server/composition";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { type NeonStandin, startNeonStandin } from "@/standins/neon/server";
import type { Database } from "../client";
import { openNeon } from "./neon";
import { openPg } from "./pg";

const ownerUrl = process.env.DATABASE_URL ?? "";
const appUrl = roleUrl(ownerUrl, process.env.TRAMA_MASTER_KEY ?? "", "trama_app");
let neon: NeonStandin;
beforeAll(async () => {
  neon = await startNeonStandin(new URL(ownerUrl).host);
});
afterAll(() => neon.stop());

const drivers = [
  { name: "pg", open: (max: number) => openPg(appUrl, max) },
  { name: "neon", open: (max: number) => openNeon(appUrl, max, neon.address) },
];
const addFlag = (tenantId: string, flag: string) =>
  sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenantId}, ${flag}, true)`;
const flags = sql`select flag from tenant_flags order by flag`;

describe.each(drivers)("database over $name", ({ open }) => {
  let db: Database;
  let a: TestTenant;
  let b: TestTenant;
  beforeAll(async () => {
    db = open(8);
    a = await mintTenant();
    b = await mintTenant();
  });
  afterAll(() => db.close());

  test("what commits is there, under its tenant only", async () => {
    await db.transaction(a.id, (tx) => tx.execute(addFlag(a.id, "kept")));
    const own = await db.transaction(a.id, (tx) => tx.execute(flags));
    const other = await db.transaction(b.id, (tx) => tx.execute(flags));
    expect(own.rows).toEqual([{ flag: "kept" }]);
    expect(other.rows).toEqual([]);
  });

  test("a throw rolls back, and the connection is good for the next", async () => {
    const failing = db.transaction(a.id, async (tx) => {
      await tx.execute(addFlag(a.id, "gone"));
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    const { rows } = await db.transaction(a.id, (tx) => tx.execute(flags));
    expect(rows).not.toContainEqual({ flag: "gone" });
  });

  test("a row for another tenant is refused by the policy with its code", async () => {
    const planted = db.transaction(a.id, (tx) => tx.execute(addFlag(b.id, "planted")));
    await expect(planted).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  test("a query outside a tenant is refused by the database", async () => {
    await expect(db.pool.query("select flag from tenant_flags")).rejects.toMatchObject({
      code: "42501",
      message: expect.stringContaining("app.tenant_id is not set"),
    });
  });

  test("a broken rule says its code, table and constraint", async () => {
    await db.transaction(a.id, (tx) => tx.execute(addFlag(a.id, "twice")));
    const again = db.transaction(a.id, (tx) => tx.execute(addFlag(a.id, "twice")));
    await expect(again).rejects.toMatchObject({
      cause: { code: "23505", table: "tenant_flags", constraint: "tenant_flags_flag_key" },
    });
  });

  test("values keep their type and every digit on the way there and back", async () => {
    const at = "2026-11-21T01:02:03.456Z";
    const bytes = Buffer.from([0, 1, 127, 128, 255, 10, 39, 92]);
    const json = { name: "Ñandú ☕ \u{1F4E1}", list: [1, null, "x"], deep: { a: '"' } };
    const { rows } = await db.transaction(a.id, (tx) =>
      tx.execute(sql`select ${"9223372036854775807"}::bigint as big, ${JSON.stringify(json)}::jsonb as doc,
        ${sql.param(["a,b", 'q"', "{}", null])}::text[] as texts, ${sql.param([1, 2])}::int[] as ints,
        ${at}::timestamptz as at, ${bytes}::bytea as bytes, ${"12.340"}::numeric as exact, null::text as nothing,
        true as yes, '2026-02-28'::date as day`),
    );
    // drizzle hands instants and dates over as text, so that no zone is guessed on the way.
    expect(new Date(String(rows[0]?.at)).toISOString()).toBe(at);
    expect(rows[0]).toMatchObject({
      big: "9223372036854775807",
      doc: json,
      texts: ["a,b", 'q"', "{}", null],
      ints: [1, 2],
      bytes,
      exact: "12.340",
      nothing: null,
      yes: true,
      day: "2026-02-28",
    });
  });

  test("many transactions at once keep to their own tenant", async () => {
    const work = Array.from({ length: 200 }, async (_, i) => {
      const tenant = i % 2 ? a : b;
      const { rows } = await db.transaction(tenant.id, (tx) =>
        tx.execute(sql`select app.tenant_id()::text as id, pg_sleep(0.001)`),
      );
      expect(rows[0]?.id).toBe(tenant.id);
    });
    await Promise.all(work);
  });

  test("two writers of one row wait for each other and lose no update", async () => {
    await db.transaction(a.id, (tx) =>
      tx.execute(
        sql`insert into tenant_usage (tenant_id, resource, used) values (${a.id}, 'contract', 0)`,
      ),
    );
    const raise = () =>
      db.transaction(a.id, async (tx) => {
        const { rows } = await tx.execute(
          sql`select used::int as used from tenant_usage where resource = 'contract' for update`,
        );
        const next = Number(rows[0]?.used) + 1;
        await tx.execute(sql`update tenant_usage set used = ${next} where resource = 'contract'`);
      });
    await Promise.all(Array.from({ length: 20 }, raise));
    const { rows } = await db.transaction(a.id, (tx) =>
      tx.execute(sql`select used::int as used from tenant_usage where resource = 'contract'`),
    );
    expect(rows).toEqual([{ used: 20 }]);
  });

  test("a verb's change, its fact in the chain and its count are one transaction", async () => {
    const own = composition();
    setComposition({ ...own, db: { ...own.db, app: db } });
    try {
      const verb = (fails: boolean) =>
        inTenant(a.ctx, async (tx) => {
          await countUsage(a.ctx, tx, "devices", 1);
          const payload = { flag: "x", before: false, after: true };
          record(a.ctx, "tenant.flagChanged", { entity: { type: "tenant", id: a.id }, payload });
          if (fails) throw new Error("stop");
        });
      await verb(false);
      await expect(verb(true)).rejects.toThrow("stop");
      await verb(false);
      const { rows } = await inTenant(a.ctx, (tx) =>
        tx.execute(sql`select count(*)::int as facts, max(seq)::int as last,
          (select used::int from tenant_usage where resource = 'devices') as used from events`),
      );
      expect(rows).toEqual([{ facts: 2, last: 2, used: 2 }]);
    } finally {
      setComposition(own);
    }
  });

  test("a tenant id that is no uuid never reaches the database", async () => {
    const id = "x'; drop table tenants; --";
    await expect(db.transaction(id, async () => 1)).rejects.toThrow("not a uuid");
  });

  test("a connection that dies fails its own transaction and the next gets a good one", async () => {
    const one = open(1);
    try {
      const dying = one.transaction(a.id, async (tx) => {
        await tx.execute(addFlag(a.id, `dying-${newId()}`));
        await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
      });
      await expect(dying).rejects.toThrow(/./);
      const { rows } = await one.transaction(a.id, (tx) =>
        tx.execute(sql`select count(*)::int as n from tenant_flags where flag like 'dying-%'`),
      );
      expect(rows).toEqual([{ n: 0 }]);
    } finally {
      await one.close();
    }
  });

  test("an idle connection that dies harms nobody", async () => {
    const one = open(1);
    try {
      const pid = await one.pool.query("select pg_backend_pid() as pid");
      await db.pool.query("select pg_terminate_backend($1)", [pid.rows[0].pid]);
      // The pool hears of it when the socket closes: wait for that and not for a clock.
      await expect.poll(() => one.pool.totalCount, { timeout: 5000 }).toBe(0);
      const next = await one.pool.query("select 1 as one");
      expect(next.rows).toEqual([{ one: 1 }]);
    } finally {
      await one.close();
    }
  });

  test("10 000 borrows never find a tenant left behind", async () => {
    const codes = new Set<string | undefined>();
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; i < 1250; i++) {
        if (i % 10 === lane) {
          const fails = i % 20 === lane;
          await db
            .transaction(a.id, (tx) => tx.execute(fails ? sql`select 1 / 0` : sql`select 1`))
            .catch((error: Error) => codes.add((error.cause as { code?: string }).code));
        }
        const { rows } = await db.pool.query(
          "select current_setting('app.tenant_id', true) as tenant",
        );
        expect(rows[0]?.tenant ?? "").toBe("");
      }
    });
    await Promise.all(lanes);
    expect([...codes]).toEqual(["22012"]);
  }, 150_000);
});
