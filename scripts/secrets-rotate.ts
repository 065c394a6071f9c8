import pg from "pg";
import { migrate } from "@/db/migrate";
import { composition, setComposition } from "@/server/composition";
import { readEnv } from "@/server/env";
import { type MasterKey, masterKeyFrom } from "@/server/secrets/master-key";
import { foreignMasterKeys, rewrapTenantKeys } from "@/server/secrets/rewrap-tenant-keys";

/**
 * `npm run secrets:rotate`: from TRAMA_MASTER_KEY_PREVIOUS to TRAMA_MASTER_KEY. The order (decision 0021):
 * 1. set both variables and restart the app, so that it reads either; 2. run this; 3. remove the previous one.
 */
async function rotate(): Promise<void> {
  const env = readEnv();
  if (env.TRAMA_MASTER_KEY_PREVIOUS === undefined)
    throw new Error("set TRAMA_MASTER_KEY_PREVIOUS to the old key and TRAMA_MASTER_KEY to the new");
  const current = masterKeyFrom(env.TRAMA_MASTER_KEY);
  const previous = masterKeyFrom(env.TRAMA_MASTER_KEY_PREVIOUS);
  if (current.id === previous.id)
    throw new Error("TRAMA_MASTER_KEY and TRAMA_MASTER_KEY_PREVIOUS are the same key");
  await refuseUnknownKeys(env.DATABASE_URL, [current, previous]);
  // The roles' passwords derive from the master key as well: the migration gives them the new ones.
  await migrate(env.DATABASE_URL, env.TRAMA_MASTER_KEY);
  try {
    const { count, unreadable } = await rewrapTenantKeys(current, previous);
    if (unreadable.length > 0)
      throw new Error(
        `${count} data keys are wrapped anew, these are damaged: ${unreadable.join(", ")}`,
      );
    const left = await foreignMasterKeys(current);
    if (left.length > 0)
      throw new Error(`keys appeared meanwhile under ${left.join(", ")}: run again`);
    console.log(`${count} data keys are wrapped anew by master key ${current.id}.`);
    console.log("Remove TRAMA_MASTER_KEY_PREVIOUS, restart; keep the old key with old backups.");
  } finally {
    const { db } = composition();
    setComposition(undefined);
    await Promise.all([db.app.close(), db.platform.close()]);
  }
}

/** Before anything changes: with a mistyped key the roles' passwords would change and the data keys stay behind. */
async function refuseUnknownKeys(ownerUrl: string, known: readonly MasterKey[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    // The owner of the tables may not see through forced row-level security; the platform's role does.
    await client.query("set local role trama_platform");
    const { rows } = await client.query<{ id: string }>(
      "select distinct master_key_id as id from tenant_keys where status <> 'destroyed'",
    );
    const unknown = rows.map((row) => row.id).filter((id) => !known.some((key) => key.id === id));
    if (unknown.length > 0)
      throw new Error(
        `data keys are wrapped by other master keys than these two: ${unknown.join(", ")}`,
      );
  } finally {
    await client.end();
  }
}

await rotate().catch((error: unknown) => {
  console.error(`secrets:rotate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
