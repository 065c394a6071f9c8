import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure, explain } from "./failure.mjs";
import { readJson, writeWhole } from "./files.mjs";
import { takeLock } from "./lock.mjs";
import { waitUntil } from "./processes.mjs";

const MARKER = "trama.json";
/** A start right after a stop or a kill waits this long for the old one to let go. */
const PATIENCE_MS = 3_000;
/** One that has said it is stopping drains its requests first. */
const DRAIN_PATIENCE_MS = 30_000;

/**
 * Makes the data folder or recognises ours, and takes it for this process.
 * @param {string} path @param {{ own?: boolean }} [options] own: the folder's place is ours by definition
 * @returns {Promise<{ dataDir: string, setState: (state: string) => void, release: () => void }>}
 */
export async function claimDataFolder(path, { own = false } = {}) {
  try {
    const dataDir = openDataFolder(path, own);
    const lock = await patientLock(dataDir);
    const setState = (/** @type {string} */ state) =>
      writeWhole(stateFile(dataDir), JSON.stringify({ state }));
    setState("running");
    return { dataDir, setState, release: lock.release };
  } catch (error) {
    throw explain(error, path);
  }
}

/** @param {string} path @param {boolean} own */
function openDataFolder(path, own) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw notAFolder(path);
  if (!found) mkdirSync(path, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(resolve(path));
  const names = readdirSync(dataDir);
  const ours =
    own || names.length === 0 || names.includes(MARKER) || names.includes("database.json");
  if (!ours || names.includes("PG_VERSION")) throw foreign(path);
  if (!existsSync(join(dataDir, MARKER))) {
    writeWhole(join(dataDir, MARKER), `${JSON.stringify({ product: "trama", format: 1 })}\n`);
  }
  return dataDir;
}

/** @param {string} dataDir */
async function patientLock(dataDir) {
  const path = join(dataDir, "trama.lock");
  let lock = takeLock(path);
  const freed = () => "release" in (lock = "release" in lock ? lock : takeLock(path));
  await waitUntil(freed, PATIENCE_MS);
  if (readJson(stateFile(dataDir))?.state === "stopping") await waitUntil(freed, DRAIN_PATIENCE_MS);
  if ("release" in lock) return lock;
  const { pid } = lock.holder;
  throw new Failure(
    `Another copy (process ${pid}) is using ${dataDir}: stop it, or set TRAMA_DATA and PORT to run side by side.`,
    `Otra copia (proceso ${pid}) está usando ${dataDir}: deténgala, o ponga otros TRAMA_DATA y PORT para correr a la par.`,
  );
}

/** @param {string} dataDir */
function stateFile(dataDir) {
  return join(dataDir, "supervisor.json");
}

/** @param {string} path */
function notAFolder(path) {
  return new Failure(
    `${path} is a file, not a folder: set TRAMA_DATA to a folder.`,
    `${path} es un archivo y no una carpeta: ponga en TRAMA_DATA una carpeta.`,
  );
}

/** @param {string} path */
function foreign(path) {
  return new Failure(
    `${path} holds files that are not Trama's, and nothing was touched: set TRAMA_DATA to an empty folder.`,
    `${path} tiene archivos que no son de Trama, y no se tocó nada: ponga en TRAMA_DATA una carpeta vacía.`,
  );
}
