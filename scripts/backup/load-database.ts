import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { roleUrl } from "@/db/role-urls";
import type { Env } from "@/server/env";
import type { Manifest } from "./manifest";
import { columnList, qualified, type Table, tablesOf } from "./tables";

/**
 * Fills a freshly migrated, empty database from a backup, in one transaction of the owner's: row-level security is
 * not forced on the owner while it runs (COPY cannot pass a policy) and forced again before the commit.
 * Throws when the database holds a tenant or is of another version.
 */
export async function loadDatabase(env: Env, folder: string, manifest: Manifest): Promise<void> {
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  const jobs = new pg.Client({
    connectionString:
      env.DATABASE_JOBS_URL ?? roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs"),
  });
  await Promise.all([owner.connect(), jobs.connect()]);
  try {
    await refuseOtherVersion(owner, manifest);
    await Promise.all([owner.query("begin"), jobs.query("begin")]);
    await loadPublic(owner, folder, manifest);
    await loadQueue(jobs, folder, manifest);
    await owner.query("commit");
    await jobs.query("commit");
  } finally {
    await Promise.all([owner.end(), jobs.end()]);
  }
}

async function refuseOtherVersion(owner: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await owner.query<{ hash: string }>(
    "select hash from drizzle.__drizzle_migrations order by id",
  );
  if (rows.map(({ hash }) => hash).join() !== manifest.migrations.join())
    throw new Error(
      "This backup is of another version: check out the version that made it, restore, then upgrade.",
    );
}

async function loadPublic(owner: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(owner, "public");
  const fenced = await owner.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity",
  );
  for (const { name } of fenced.rows)
    await owner.query(`alter table ${name} no force row level security`);
  const { rows } = await owner.query<{ count: string }>(
    "select count(*) from tenants where kind = 'tenant'",
  );
  if (rows[0]?.count !== "0")
    throw new Error("This database already holds tenants: restore into an empty one.");
  for (const table of tables)
    await owner.query(`alter table ${qualified(table)} disable trigger user`);
  for (const table of [...tables].reverse()) await owner.query(`delete from ${qualified(table)}`);
  for (const table of tables) await loadTable(owner, table, folder, manifest);
  await owner.query("set constraints all immediate");
  for (const table of tables)
    await owner.query(`alter table ${qualified(table)} enable trigger user`);
  for (const { name } of fenced.rows)
    await owner.query(`alter table ${name} force row level security`);
}

async function loadQueue(jobs: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const wanted = (await tablesOf(jobs, "graphile_worker")).filter((table) =>
    manifest.tables.some(sameAs(table)),
  );
  for (const table of [...wanted].reverse()) await jobs.query(`delete from ${qualified(table)}`);
  for (const table of wanted) {
    await loadTable(jobs, table, folder, manifest);
    if (table.columns.includes("locked_at"))
      await jobs.query(`update ${qualified(table)} set locked_at = null, locked_by = null`);
    if (table.columns.includes("id"))
      await jobs.query(
        `select setval(pg_get_serial_sequence($1, 'id'), greatest(1, (select max(id) from ${qualified(table)})))`,
        [qualified(table)],
      );
  }
}

const sameAs = (table: Table) => (entry: Manifest["tables"][number]) =>
  entry.schema === table.schema && entry.name === table.name;

async function loadTable(
  client: pg.Client,
  table: Table,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  const entry = manifest.tables.find(sameAs(table));
  if (!entry) throw new Error(`The backup has no table ${table.name}: nothing was restored.`);
  const copy = client.query(
    copyFrom(`copy ${qualified(table)} (${columnList(entry.columns)}) from stdin`),
  );
  await pipeline(createReadStream(join(folder, entry.path)), copy);
  if (copy.rowCount !== entry.rows)
    throw new Error(
      `${table.name}: ${copy.rowCount} rows came back of ${entry.rows}: nothing was restored.`,
    );
}
