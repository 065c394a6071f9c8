import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { roleUrl } from "@/db/role-urls";
import type { Env } from "@/server/env";
import { digest, type Manifest } from "./manifest";
import { columnList, qualified, type Table, tablesOf } from "./tables";

/** Queue tables whose rows are pending work; the queue's own migration table is not data. */
const QUEUE = ["_private_tasks", "_private_job_queues", "_private_jobs", "_private_known_crontabs"];

/**
 * Writes every table as COPY text under `folder/tables`, all from one snapshot: the tenants' and the
 * platform's as `trama_platform`, the queue's as `trama_jobs`. Needs no superuser and no pg_dump.
 */
export async function dumpDatabase(
  env: Env,
  folder: string,
): Promise<Pick<Manifest, "migrations" | "tables">> {
  await mkdir(join(folder, "tables"), { recursive: true });
  const connect = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("begin isolation level repeatable read read only");
    return client;
  };
  const role = (name: "trama_platform" | "trama_jobs") =>
    roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, name);
  const platform = await connect(env.DATABASE_PLATFORM_URL ?? role("trama_platform"));
  const jobs = await connect(env.DATABASE_JOBS_URL ?? role("trama_jobs"));
  const owner = await connect(env.DATABASE_URL);
  try {
    const { rows } = await platform.query<{ id: string }>("select pg_export_snapshot() as id");
    await jobs.query(`set transaction snapshot ${jobs.escapeLiteral(rows[0]?.id ?? "")}`);
    const done = await owner.query<{ hash: string }>(
      "select hash from drizzle.__drizzle_migrations order by id",
    );
    const tables: Manifest["tables"] = [];
    for (const table of await tablesOf(platform, "public"))
      tables.push(await dumpTable(platform, table, folder));
    const queue = await tablesOf(jobs, "graphile_worker");
    for (const table of queue.filter(({ name }) => QUEUE.includes(name)))
      tables.push(await dumpTable(jobs, table, folder));
    return { migrations: done.rows.map(({ hash }) => hash), tables };
  } finally {
    await Promise.all([platform.end(), jobs.end(), owner.end()]);
  }
}

async function dumpTable(
  client: pg.Client,
  table: Table,
  folder: string,
): Promise<Manifest["tables"][number]> {
  const path = `tables/${table.schema}.${table.name}.copy`;
  const order = table.key.length > 0 ? ` order by ${columnList(table.key)}` : "";
  const copy = client.query(
    copyTo(`copy (select ${columnList(table.columns)} from ${qualified(table)}${order}) to stdout`),
  );
  await pipeline(copy, createWriteStream(join(folder, path), { mode: 0o600 }));
  return {
    schema: table.schema,
    name: table.name,
    columns: table.columns,
    path,
    rows: copy.rowCount,
    ...(await digest(join(folder, path))),
  };
}
