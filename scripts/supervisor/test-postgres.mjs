import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readIfThere, readJson } from "./files.mjs";
import { startPostgres } from "./postgres.mjs";
import { commandOf, endProcess, identify, runs } from "./processes.mjs";

const PREFIX = "trama-test-pg-";

/**
 * A throw-away server without durability. Folders that killed test runs left behind (and their
 * servers) are removed first.
 * @param {Partial<import("./postgres-types.mjs").PostgresOptions>} [options]
 * @returns {Promise<import("./postgres-types.mjs").RunningPostgres & { dataDir: string }>}
 */
export async function startTestPostgres(options = {}) {
  await removeLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(dataDir, 0o711);
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
    ...options.settings,
  };
  try {
    const server = await startPostgres({ dataDir, ...options, settings });
    const stop = async () => {
      await server.stop();
      if (server.runner === "copy") {
        const home = dirname(realpathSync(join(dataDir, "postgres")));
        rmSync(home, { recursive: true, force: true });
      }
      rmSync(dataDir, { recursive: true, force: true });
    };
    return { ...server, dataDir, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const owned = statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
    if (!name.startsWith(PREFIX) || !owned) continue;
    const holder = readJson(join(folder, "postgres.lock"));
    if (!holder || runs(holder)) continue;
    const pid = Number(readIfThere(join(folder, "postgres/postmaster.pid"))?.split("\n")[0]);
    if (pid && commandOf(pid).includes(folder))
      await endProcess(identify(pid), [["SIGQUIT", 3_000]]);
    rmSync(folder, { recursive: true, force: true });
  }
}
