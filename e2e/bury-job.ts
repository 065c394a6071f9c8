import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";

const file = z.object({ superuserPassword: z.string(), port: z.number() });

/** Puts a job that gave up into a tenant's dead letters, in the copy under test; returns its error text. */
export async function buryJob(slug: string): Promise<string> {
  const text = await readFile(join(process.env.TRAMA_E2E_DATA ?? "", "database.json"), "utf8");
  const { superuserPassword, port } = file.parse(JSON.parse(text));
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: superuserPassword,
    database: "trama",
  });
  await client.connect();
  const error = `No space left on device (${Date.now()})`;
  try {
    await client.query(
      `insert into job_dead_letters (tenant_id, name, job_id, payload, error, attempts)
       select id, 'files.purge', $2, jsonb_build_object('storageKey', id || '/e2e/none'), $3, 25
       from tenants where slug = $1`,
      [slug, randomUUID(), error],
    );
  } finally {
    await client.end();
  }
  return error;
}
