import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { compose, composition, setComposition } from "@/server/composition";
import { record } from "@/server/events/record";
import { fileKey } from "@/server/files/file-key";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { SEALED_COLUMNS, TENANT_TABLES } from "@/server/modules/tenants/tables";
import { openText, sealText } from "@/server/secrets/seal";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onAdmin, TEMPLATE, withDatabase } from "@/server/testing/databases";
import { mintTenant } from "@/server/testing/tenant";
import { mintWorld, type World } from "@/server/testing/world";
import { exportTenant } from "./export-tenant";
import { importTenant } from "./import-tenant";

const ctx = systemCtx(PLATFORM_TENANT_ID, "test");
const real = composition();
const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "trama-export-"));
  folders.push(folder);
  return folder;
};
const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;

let world: World;
let folder: string;
beforeAll(async () => {
  world = await mintWorld();
  await sealEverything(world);
  folder = await newFolder();
  await exportTenant(ctx, { tenantId: world.tenantId, folder });
}, 150_000);
afterAll(async () => {
  setComposition(real);
  await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
});

/** The world's rows hold plain canaries where secrets belong, and a file without bytes: make both true. */
async function sealEverything({ tenantId, canary, id }: World): Promise<void> {
  const key = fileKey(tenantId, "uploads", "one.txt");
  await real.files.put(key, Buffer.from(`bytes of ${canary}`), { mediaType: "text/plain" });
  await real.db.platform.transaction(tenantId, async (tx) => {
    await tx.execute(sql`delete from tenant_keys where tenant_id = ${tenantId}`);
    await tx.execute(
      sql`update files set storage_key = ${key}, deleted_at = null where tenant_id = ${tenantId}`,
    );
    for (const [table, columns] of Object.entries(SEALED_COLUMNS))
      for (const column of columns) {
        const place = { table, column, rowId: id(table) };
        const blob = await sealText({ tenantId }, tx, place, `secret of ${canary}`);
        const target = sql.identifier(table);
        if (table === "event_details") {
          await tx.execute(sql`with gone as (delete from event_details where tenant_id = ${tenantId} returning *)
            insert into event_details select id, tenant_id, event_id, ${Buffer.from(blob)}, created_at from gone`);
        } else
          await tx.execute(
            sql`update ${target} set ${sql.identifier(column)} = ${blob} where tenant_id = ${tenantId}`,
          );
      }
  });
}

/** Everything exported, as text: ids of tenants made alike, seals and what derives from the id left out. */
async function comparable(from: string, tenantId: string): Promise<Map<string, string[]>> {
  const derived = new Set([...Object.values(SEALED_COLUMNS).flat(), "prev_hash", "hash"]);
  const parts = new Map<string, string[]>();
  for (const name of await readdir(join(from, "tables"))) {
    const text = (await readFile(join(from, "tables", name), "utf8")).replaceAll(
      tenantId,
      "TENANT",
    );
    const rows = text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .filter((row) => !["tenant.imported", "tenant.exported"].includes(row.name))
      .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !derived.has(key))));
    if (name !== "event_heads.jsonl")
      parts.set(
        name,
        rows.map((row) => JSON.stringify(row)),
      );
  }
  return parts;
}

test("every table of tenants says whether it is exported and wiped, in an order that parents come first", async () => {
  const rows =
    await query(`select c.relname as name from pg_class c where c.relkind in ('r','p') and not c.relispartition
    and c.relnamespace = 'public'::regnamespace and exists
      (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`);
  const order = Object.keys(TENANT_TABLES);
  expect(order.toSorted()).toEqual(rows.map((row) => row.name).toSorted());
  const references =
    await query(`select k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent
    from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`);
  const backwards = references.filter(
    ({ child, parent }) => order.includes(parent) && order.indexOf(parent) > order.indexOf(child),
  );
  expect(backwards).toEqual([]);
});

test("every sealed column of the database is known to the import", async () => {
  const rows =
    await query(`select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name like '%sealed%' order by 1, 2`);
  const known = Object.entries(SEALED_COLUMNS).flatMap(([table, columns]) =>
    columns.map((column) => ({ table, column })),
  );
  expect(rows).toEqual(
    known.toSorted((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`)),
  );
});

test("export → import → export gives the same rows, whatever a tenant may own, under a fresh id", async () => {
  const slug = `${world.slug.slice(0, 20)}-copy`;
  const { tenantId } = await importTenant(ctx, { folder, slug });
  expect(tenantId).not.toBe(world.tenantId);
  const again = await newFolder();
  await exportTenant(ctx, { tenantId, folder: again });
  const [before, after] = [
    await comparable(folder, world.tenantId),
    await comparable(again, tenantId),
  ];
  // Old signatures are about the old id: the copy gets witnesses of its own from its first night on.
  for (const name of ["audit_checkpoints.jsonl", "audit_verifications.jsonl"]) {
    expect(before.get(name)).toHaveLength(1);
    expect(after.get(name)).toEqual([]);
    before.delete(name);
    after.delete(name);
  }
  expect(after).toEqual(before);
  expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([]);
});

test("a copy's secrets open under its own key and nowhere else; its files are its own bytes", async () => {
  const { tenantId } = await importTenant(ctx, { folder, slug: `${world.slug.slice(0, 20)}-s` });
  const [row] = await query(
    "select id, credentials_sealed as blob from integrations where tenant_id = $1",
    [tenantId],
  );
  const place = { table: "integrations", column: "credentials_sealed", rowId: row.id };
  const open = (owner: string) =>
    inTenant(systemCtx(owner, "test"), (tx) => openText({ tenantId: owner }, tx, place, row.blob));
  expect(await open(tenantId)).toBe(`secret of ${world.canary}`);
  await expect(open(world.tenantId)).rejects.toThrow("cannot be opened");
  const [file] = await query("select storage_key as key from files where tenant_id = $1", [
    tenantId,
  ]);
  expect(file.key.startsWith(`${tenantId}/`)).toBe(true);
  expect(Buffer.from(await real.files.get(file.key)).toString()).toBe(`bytes of ${world.canary}`);
});

test("into a database where the id is free, the tenant keeps its id and its chain every hash", async () => {
  const name = `trama_import_${process.pid}`;
  const url = inject("ownerUrl");
  await onAdmin(url, `create database ${name} template ${TEMPLATE}`);
  const env = { ...real.env, DATABASE_URL: withDatabase(url, name) };
  const other = compose({ ...env, DATABASE_APP_URL: undefined, DATABASE_PLATFORM_URL: undefined });
  setComposition({ ...other, files: real.files });
  try {
    const { tenantId } = await importTenant(ctx, { folder });
    expect(tenantId).toBe(world.tenantId);
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    const [old] = await query("select hash from events where tenant_id = $1 and seq = $2", [
      tenantId,
      manifest.head.seq,
    ]);
    expect(old.hash).toBe(manifest.head.hash);
    const [last] = await query(
      "select name, prev_hash from events where tenant_id = $1 order by seq desc limit 1",
      [tenantId],
    );
    expect(last).toEqual({ name: "tenant.imported", prev_hash: manifest.head.hash });
    const again = await newFolder();
    await exportTenant(ctx, { tenantId, folder: again });
    expect(await comparable(again, tenantId)).toEqual(await comparable(folder, tenantId));
  } finally {
    setComposition(real);
    await Promise.all([other.db.app.close(), other.db.platform.close()]);
  }
});

test("an export is one instant: what is written while it runs is in all of it or in none", async () => {
  const tenant = await mintTenant();
  const target = await newFolder();
  const stop = new AbortController();
  const writing = (async () => {
    for (let i = 0; !stop.signal.aborted; i++)
      await inTenant(tenant.ctx, async (tx) => {
        await tx.execute(
          sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenant.id}, ${`f${i}`}, true)`,
        );
        record(tenant.ctx, "tenant.flagChanged", {
          entity: { type: "tenant", id: tenant.id },
          payload: { flag: `f${i}`, before: false, after: true },
        });
      });
  })();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const manifest = await exportTenant(ctx, { tenantId: tenant.id, folder: target });
  stop.abort();
  await writing;
  const rows = (name: string) =>
    manifest.parts.find((part) => part.path === `tables/${name}.jsonl`)?.rows;
  expect(rows("tenant_flags")).toBeGreaterThan(0);
  expect(rows("events")).toBe(rows("tenant_flags"));
  expect(manifest.head?.seq).toBe(rows("events"));
});

test("an altered part, a missing one, or one that the manifest was changed to fit: nothing is imported", async () => {
  const count = async () => (await query("select count(*)::int as n from tenants"))[0].n;
  const before = await count();
  const copy = await newFolder();
  await exportTenant(ctx, { tenantId: world.tenantId, folder: copy });
  const path = join(copy, "tables", "events.jsonl");
  const honest = await readFile(path, "utf8");
  const slug = `${world.slug.slice(0, 20)}-x`;
  await appendFile(path, "\n");
  await expect(importTenant(ctx, { folder: copy, slug })).rejects.toMatchObject({
    key: "import_broken",
    params: { part: "tables/events.jsonl" },
  });
  await rm(path);
  await expect(importTenant(ctx, { folder: copy, slug })).rejects.toMatchObject({
    key: "import_broken",
  });
  // A manifest that names a file outside the folder is no manifest.
  await writeFile(path, honest);
  const manifest = JSON.parse(await readFile(join(copy, "manifest.json"), "utf8"));
  const sha256 = createHash("sha256").update("x").digest("hex");
  manifest.parts.push({ path: "tables/../../../etc/passwd", rows: 1, sha256 });
  await writeFile(join(copy, "manifest.json"), JSON.stringify(manifest));
  await expect(importTenant(ctx, { folder: copy, slug })).rejects.toMatchObject({
    params: { part: "manifest.json" },
  });
  expect(await count()).toBe(before);
});

test("a taken slug, an unknown tenant, a folder in use and a stranger are refused", async () => {
  await expect(importTenant(ctx, { folder })).rejects.toMatchObject({ key: "slug_taken" });
  await expect(
    exportTenant(ctx, { tenantId: PLATFORM_TENANT_ID, folder: await newFolder() }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(exportTenant(ctx, { tenantId: world.tenantId, folder })).rejects.toMatchObject({
    key: "export_folder_not_empty",
  });
  const stranger = { ...ctx, actor: { kind: "anonymous" } as const };
  await expect(importTenant(stranger, { folder })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("nothing in an export is a secret in plain text", async () => {
  for (const name of await readdir(join(folder, "tables")))
    expect(await readFile(join(folder, "tables", name), "utf8")).not.toContain("secret of");
});

test("both commands work from a shell, and say what is wrong in one line", async () => {
  const target = await newFolder();
  const run = (script: string, ...args: string[]) =>
    promisify(execFile)("node_modules/.bin/tsx", [`scripts/${script}.ts`, ...args], {
      env: { ...process.env, VITEST: "", TRAMA_LOG_LEVEL: "silent" },
    });
  expect((await run("tenant-export", world.slug, target)).stdout).toContain(world.slug);
  await expect(run("tenant-import", target)).rejects.toMatchObject({
    code: 1,
    stderr: "conflict: slug_taken\n",
  });
}, 150_000);
