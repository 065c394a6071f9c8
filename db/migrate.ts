import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import { runMigrations as runWorkerMigrations } from "graphile-worker";
import pg from "pg";
import { RUNTIME_ROLES, SEARCH_ROLE, rolePassword, roleUrl } from "./role-urls";

/** Serialises migrations of several starting processes. */
const MIGRATION_LOCK = 7_241_961_001;

/** What one request's transaction may take of the server; work that needs more sets it for itself (`set local`). */
const APP_TIMEOUTS = {
  statement_timeout: "30s",
  idle_in_transaction_session_timeout: "60s",
} as const;

/**
 * Brings a database to this version: runtime roles, graphile-worker's schema, then db/migrations.
 * Runs as the owner; safe to run again and from several processes at once.
 */
export async function migrate(ownerUrl: string, masterKeyBase64: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await ensureRoles(client, masterKeyBase64);
    await runWorkerMigrations({
      connectionString: roleUrl(ownerUrl, masterKeyBase64, "trama_jobs"),
    });
    await runMigrations(drizzle({ client }), {
      migrationsFolder: new URL("./migrations", import.meta.url).pathname,
    });
  } finally {
    await client.end();
  }
}

async function ensureRoles(client: pg.Client, masterKeyBase64: string): Promise<void> {
  for (const role of RUNTIME_ROLES) {
    const password = client.escapeLiteral(rolePassword(masterKeyBase64, role));
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
    if (rowCount === 0)
      await client.query(`create role ${role} login nobypassrls password ${password}`);
    else await client.query(`alter role ${role} login password ${password}`);
  }
  await ensureSearchRole(client);
  for (const [name, value] of Object.entries(APP_TIMEOUTS))
    await client.query(`alter role trama_app set ${name} = '${value}'`);
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = client.escapeIdentifier(rows[0]?.name ?? "");
  await client.query(`grant create on database ${database} to trama_jobs`);
  await client.query("grant trama_jobs to current_user");
}

/**
 * What `trama_app` becomes for one statement, to search: nobody signs in as it, it inherits nothing and nobody inherits it,
 * so that its policy is its own (docs/decisions/0107).
 */
async function ensureSearchRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [
    SEARCH_ROLE,
  ]);
  await client.query(
    `${rowCount === 0 ? "create" : "alter"} role ${SEARCH_ROLE} nologin noinherit`,
  );
  await client.query(`grant ${SEARCH_ROLE} to trama_app with inherit false, set true`);
}
