import { migrate } from "@/db/migrate";
import { composition, setComposition } from "@/server/composition";
import { readEnv } from "@/server/env";
import { masterKeyFrom } from "@/server/secrets/master-key";
import { foreignMasterKeys, rewrapTenantKeys } from "@/server/secrets/rewrap-tenant-keys";

/**
 * `npm run secrets:rotate`: from TRAMA_MASTER_KEY_PREVIOUS to TRAMA_MASTER_KEY. The order (README, decision 0021):
 * 1. set both variables and restart the app, so that it reads either; 2. run this; 3. remove the previous one.
 */
async function rotate(): Promise<void> {
  const env = readEnv();
  if (env.TRAMA_MASTER_KEY_PREVIOUS === undefined)
    throw new Error(
      "set TRAMA_MASTER_KEY_PREVIOUS to the old key and TRAMA_MASTER_KEY to the new one",
    );
  const current = masterKeyFrom(env.TRAMA_MASTER_KEY);
  const previous = masterKeyFrom(env.TRAMA_MASTER_KEY_PREVIOUS);
  if (current.id === previous.id)
    throw new Error("TRAMA_MASTER_KEY and TRAMA_MASTER_KEY_PREVIOUS are the same key");
  // The roles' passwords derive from the master key as well: the migration gives them the new ones.
  await migrate(env.DATABASE_URL, env.TRAMA_MASTER_KEY);
  try {
    const count = await rewrapTenantKeys(current, previous);
    const left = await foreignMasterKeys(current);
    if (left.length > 0)
      throw new Error(`data keys are still wrapped by unknown master keys: ${left.join(", ")}`);
    console.log(`${count} data keys are wrapped by master key ${current.id} now.`);
    console.log(
      "Remove TRAMA_MASTER_KEY_PREVIOUS and restart; keep the old key with your old backups.",
    );
  } finally {
    const { db } = composition();
    setComposition(undefined);
    await Promise.all([db.app.close(), db.platform.close()]);
  }
}

await rotate().catch((error: unknown) => {
  console.error(`secrets:rotate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
