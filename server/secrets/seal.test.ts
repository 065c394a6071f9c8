import fc from "fast-check";
import { getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import * as audit from "@/db/schema/audit";
import * as auth from "@/db/schema/auth";
import * as hub from "@/db/schema/hub";
import * as identity from "@/db/schema/identity";
import * as jobs from "@/db/schema/jobs";
import * as notifications from "@/db/schema/notifications";
import * as operations from "@/db/schema/operations";
import * as tenants from "@/db/schema/tenants";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dumpDatabase, tablesShowing } from "@/server/testing/dump";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { forgetKeys } from "./key-cache";
import { openJson, openJsonBytes, openText, sealJson, sealJsonBytes, sealText } from "./seal";
import { SEALED_COLUMNS } from "./sealed-columns";

let a: TestTenant;
let b: TestTenant;
beforeAll(async () => {
  a = await mintTenant();
  b = await mintTenant();
});

const place = { table: "integrations", column: "credentials_sealed", rowId: newId() };
const seal = (tenant: TestTenant, at: typeof place, value: string) =>
  inTenant(tenant.ctx, (tx) => sealText(tenant.ctx, tx, at, value));
const open = (tenant: TestTenant, at: typeof place, blob: string) =>
  inTenant(tenant.ctx, (tx) => openText(tenant.ctx, tx, at, blob));

describe("a sealed value", () => {
  test("opens in its own place, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const plain = text.isWellFormed() ? text : "ñ";
        expect(await open(a, place, await seal(a, place, plain))).toBe(plain);
      }),
      { numRuns: 30 },
    );
  });

  test("opens as JSON and as bytes, also by a process that has not seen the key", async () => {
    const value = { user: "api", password: "p·ñ", port: 8728 };
    const [json, bytes] = await inTenant(a.ctx, async (tx) => [
      await sealJson(a.ctx, tx, place, value),
      await sealJsonBytes(a.ctx, tx, place, value),
    ]);
    forgetKeys();
    await inTenant(a.ctx, async (tx) => {
      expect(await openJson(a.ctx, tx, place, json ?? "")).toEqual(value);
      expect(await openJsonBytes(a.ctx, tx, place, Buffer.from(bytes ?? ""))).toEqual(value);
    });
  });

  test("is never the same twice", async () => {
    expect(await seal(a, place, "x")).not.toBe(await seal(a, place, "x"));
  });

  test.each([
    ["another row", { ...place, rowId: newId() }],
    ["another column", { ...place, column: "secret_sealed" }],
    ["another table", { ...place, table: "webhook_endpoints" }],
  ])("does not open in %s", async (_where, elsewhere) => {
    const blob = await seal(a, place, "secret");
    await expect(open(a, elsewhere, blob)).rejects.toThrow("belongs to another place");
  });

  test("does not open for another tenant, not even with the wrapped key copied over", async () => {
    const blob = await seal(a, place, "secret");
    await expect(open(b, place, blob)).rejects.toThrow("its key does not exist here");
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(
      `insert into tenant_keys (tenant_id, key_id, wrapped_key, master_key_id, status)
       select $1, key_id, wrapped_key, master_key_id, 'retiring' from tenant_keys where tenant_id = $2`,
      [b.id, a.id],
    );
    await client.end();
    await expect(open(b, place, blob)).rejects.toThrow("cannot be opened");
  });

  test("does not open with any one character changed, cut or added", async () => {
    const blob = await seal(a, place, "secret");
    const body = blob.lastIndexOf(".") + 1;
    const flipped = Array.from({ length: blob.length - body - 1 }, (_, i) => {
      const at = body + i;
      return `${blob.slice(0, at)}${blob[at] === "A" ? "B" : "A"}${blob.slice(at + 1)}`;
    });
    const damaged = [
      ...flipped,
      blob.slice(0, -2),
      `${blob}.x`,
      blob.replace("v1", "v2"),
      "",
      "v1...",
    ];
    for (const one of damaged)
      await expect(open(a, place, one)).rejects.toThrow("cannot be opened");
  });
});

test("two first secrets at once make one active key", async () => {
  const fresh = await mintTenant();
  const blobs = await Promise.all(Array.from({ length: 8 }, () => seal(fresh, place, "x")));
  expect(new Set(blobs.map((blob) => blob.split(".")[1])).size).toBe(1);
  for (const blob of blobs) expect(await open(fresh, place, blob)).toBe("x");
});

test("every column that the schema calls sealed is listed for rotation, and no other", () => {
  const sealed = Object.values({
    ...audit,
    ...auth,
    ...hub,
    ...identity,
    ...jobs,
    ...notifications,
    ...operations,
    ...tenants,
  })
    .filter((table) => is(table, PgTable))
    .flatMap((table) =>
      Object.entries(getTableColumns(table))
        .filter(([name]) => /sealed$/i.test(name))
        .map(([, column]) => `${getTableName(table)}.${column.name} ${column.getSQLType()}`),
    );
  const listed = SEALED_COLUMNS.map(({ table, column, type }) => `${table}.${column} ${type}`);
  expect(listed.toSorted()).toEqual(sealed.toSorted());
});

describe("a dump of the whole database", () => {
  const canary = `CANARY-${newId()}-${newId()}`;

  test("shows no sealed secret in any table, in any form", async () => {
    const id = newId();
    await inTenant(a.ctx, async (tx) => {
      const sealed = await sealJson(
        a.ctx,
        tx,
        { table: "integrations", column: "credentials_sealed", rowId: id },
        { password: canary },
      );
      await tx.execute(sql`insert into integrations (id, tenant_id, vendor, name, config, credentials_sealed)
        values (${id}, ${a.id}, 'acme', 'x', '{}', ${sealed})`);
    });
    const dump = await dumpDatabase(process.env.DATABASE_URL ?? "");
    expect(dump.get("public.integrations")).toContain(id);
    expect(tablesShowing(dump, canary)).toEqual([]);
  });

  test.each([
    ["plain", "to_jsonb($1::text)"],
    ["as hex", "to_jsonb(encode(convert_to($1, 'UTF8'), 'hex'))"],
    [
      "as base64",
      "to_jsonb(replace(encode(convert_to('x' || $1 || 'yz', 'UTF8'), 'base64'), E'\\n', ''))",
    ],
  ])("would show one kept %s (control)", async (_form, expression) => {
    const careless = `CARELESS-${newId()}`;
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(
      `insert into tenant_settings (tenant_id, module, data) values ($2, $3, ${expression})`,
      [careless, a.id, careless.slice(-12)],
    );
    const dump = await dumpDatabase(process.env.DATABASE_URL ?? "");
    expect(tablesShowing(dump, careless)).toEqual(["public.tenant_settings"]);
    await client.query("delete from tenant_settings where module = $1", [careless.slice(-12)]);
    await client.end();
  });
});
