import { mkdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { findBinaries } from "./binaries.mjs";
import { ensureCluster, refuseForeignCluster } from "./cluster.mjs";
import { Failure, explain } from "./failure.mjs";
import { readIfThere, writeWhole } from "./files.mjs";
import { takeLock } from "./lock.mjs";
import { commandOf, endProcess, identify, runs } from "./processes.mjs";
import { chooseRunner } from "./runner.mjs";
import { SHUTDOWN, listen } from "./server-process.mjs";

/**
 * Starts the embedded PostgreSQL 18 on 127.0.0.1 with its data in `<dataDir>/postgres`.
 * @param {import("./postgres-types.mjs").PostgresOptions} options
 * @returns {Promise<import("./postgres-types.mjs").RunningPostgres>}
 */
export async function startPostgres({
  dataDir: folder,
  port,
  settings = {},
  log = () => {},
  runners,
  native,
}) {
  const dataDir = ensureFolder(folder);
  const lock = takeLock(join(dataDir, "postgres.lock"));
  if ("holder" in lock) throw inUse(dataDir, lock.holder.pid);
  try {
    refuseForeignCluster(dataDir);
    const runner = chooseRunner(native ?? findBinaries(), dataDir, runners);
    const sync = settings.fsync !== "off";
    const { cluster, credentials } = ensureCluster(runner, dataDir, { sync });
    await stopOrphan(cluster, log);
    const server = await listen({
      runner,
      dataDir,
      cluster,
      settings,
      port,
      remembered: credentials.port,
      log,
    });
    if (credentials.port !== server.port) {
      writeWhole(
        join(dataDir, "database.json"),
        JSON.stringify({ ...credentials, port: server.port }),
      );
    }
    const stop = stopper(server.child, lock.release);
    const url = (/** @type {string} */ user, /** @type {string} */ password) =>
      `postgresql://${user}:${password}@127.0.0.1:${server.port}/trama`;
    return {
      url: url("trama_owner", credentials.ownerPassword),
      superuserUrl: url("postgres", credentials.superuserPassword),
      port: server.port,
      pid: server.child.pid ?? 0,
      runner: runner.kind,
      exited: server.exited,
      lastWords: server.said,
      stop,
    };
  } catch (error) {
    lock.release();
    throw explain(error, dataDir);
  }
}

/** @param {string} folder */
function ensureFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error("not a folder");
    return realpathSync(resolve(folder));
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      ["EEXIST", "ENOTDIR"].includes(String(error.code))
    ) {
      throw new Failure(
        `${folder} is a file, not a folder: set TRAMA_DATA to a folder.`,
        `${folder} es un archivo y no una carpeta: ponga en TRAMA_DATA una carpeta.`,
      );
    }
    throw explain(error, folder);
  }
}

/** @param {string} dataDir @param {number} pid */
function inUse(dataDir, pid) {
  return new Failure(
    `Another copy (process ${pid}) is using ${dataDir}: stop it, or set TRAMA_DATA and PORT to run side by side.`,
    `Otra copia (proceso ${pid}) está usando ${dataDir}: deténgala, o ponga otros TRAMA_DATA y PORT para correr a la par.`,
  );
}

/**
 * A postmaster whose supervisor was killed is shut down in order; a pid file whose process is gone,
 * or is now something else, is removed.
 * @param {string} cluster @param {(line: string) => void} log
 */
async function stopOrphan(cluster, log) {
  const file = join(cluster, "postmaster.pid");
  const pid = Number(readIfThere(file)?.split("\n")[0]);
  if (!pid) return;
  const command = commandOf(pid);
  if (command.includes("postgres") && command.includes(cluster)) {
    log(`stopping the database that an earlier start left running (process ${pid})`);
    if (!(await endProcess(identify(pid), SHUTDOWN))) {
      throw new Failure(
        `The database that an earlier start left behind (process ${pid}) does not end: stop that process and start again.`,
        `La base de datos que dejó un arranque anterior (proceso ${pid}) no termina: detenga ese proceso y arranque de nuevo.`,
      );
    }
  } else rmSync(file, { force: true });
}

/** @param {import("node:child_process").ChildProcess} child @param {() => void} release */
function stopper(child, release) {
  const id = identify(child.pid);
  const atExit = () => runs(id) && process.kill(id.pid, "SIGINT");
  process.once("exit", atExit);
  /** @type {Promise<void> | undefined} */
  let stopping;
  return () =>
    (stopping ??= endProcess(id, SHUTDOWN).then(() => {
      process.off("exit", atExit);
      release();
    }));
}
