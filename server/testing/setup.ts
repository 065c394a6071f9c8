import { afterAll, inject } from "vitest";
import pg from "pg";
import { roleUrl } from "@/db/role-urls";
import type { Composition } from "@/server/composition";
import { onAdmin, TEMPLATE, withDatabase } from "./databases";

// Each worker works on its own clone, made once and kept for the run: tests mint their own tenants.
const name = `trama_w${process.env.VITEST_POOL_ID ?? "0"}`;
const ownerUrl = inject("ownerUrl");
Object.assign(process.env, {
  DATABASE_URL: withDatabase(ownerUrl, name),
  DATABASE_PLATFORM_URL: roleUrl(
    withDatabase(ownerUrl, name),
    inject("masterKey"),
    "trama_platform",
  ),
  TRAMA_MASTER_KEY: inject("masterKey"),
  TRAMA_AUDIT_SIGNING_KEY: inject("auditKey"),
  NEXTAUTH_SECRET: "test-secret-test-secret-test-secret-test",
  TRAMA_DATABASE_POOL: "10",
});
await cloneOnce();

// The composition is not imported here: most files need none, and it is the dearest import of all.
afterAll(async () => {
  const key = Symbol.for("trama.composition");
  const holder = globalThis as { [key]?: Composition };
  const made = holder[key];
  delete holder[key];
  await Promise.all([made?.db.app.close(), made?.db.platform.close()]);
  if (made) await forgetJobs();
});

/** Jobs that a file left (ten thousand mails of one test) are not worked off by the workers of the next file. */
async function forgetJobs(): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(ownerUrl, name) });
  await client.connect();
  await client.query("delete from graphile_worker._private_jobs");
  await client.end();
}

async function cloneOnce(): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
  await client.end();
  if (rowCount === 0) await onAdmin(ownerUrl, `create database ${name} template ${TEMPLATE}`);
}
