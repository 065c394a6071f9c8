import { join } from "node:path";
import { readJson } from "./files.mjs";
import { readOptions } from "./options.mjs";
import { isPortFree } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { installationSecrets } from "./secrets.mjs";

/**
 * The environment of this installation for a script: DATABASE_URL where given, else the embedded database,
 * used as it runs or started for the script's time.
 * @param {string} root
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>}
 */
export async function openInstallation(root) {
  const { dataDir, port } = readOptions(root, [], process.env);
  const database = await openDatabase(dataDir);
  const env = {
    ...process.env,
    ...installationSecrets(dataDir),
    DATABASE_URL: database.url,
    TRAMA_DATA: dataDir,
    TRAMA_ROOT_HOST: process.env.TRAMA_ROOT_HOST || `localhost:${port}`,
  };
  return { env, close: database.close };
}

/** @param {string} dataDir @returns {Promise<{ url: string, close: () => Promise<void> }>} */
async function openDatabase(dataDir) {
  const nothing = async () => {};
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close: nothing };
  const known = readJson(join(dataDir, "database.json"));
  if (known?.port && !(await isPortFree(known.port, "127.0.0.1"))) {
    const url = `postgresql://trama_owner:${known.ownerPassword}@127.0.0.1:${known.port}/trama`;
    return { url, close: nothing };
  }
  const postgres = await startPostgres({ dataDir });
  return { url: postgres.url, close: () => postgres.stop() };
}
