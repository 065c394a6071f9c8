import { spawn } from "node:child_process";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.mjs";
import { bareEnv, ensureCluster, refuseForeignCluster } from "./cluster.mjs";
import { Failure, explain } from "./failure.mjs";
import { readIfThere, writeWhole } from "./files.mjs";
import { takeLock } from "./lock.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { commandOf, endProcess, identify, runs, waitUntil } from "./processes.mjs";
import { chooseRunner } from "./runner.mjs";

export { startTestPostgres } from "./test-postgres.mjs";

/** Fast shutdown first; then immediate (replays its log at the next start); then by force. */
const SHUTDOWN = /** @type {[NodeJS.Signals, number][]} */ ([
  ["SIGINT", 10_000],
  ["SIGQUIT", 5_000],
  ["SIGKILL", 2_000],
]);
const STALE_LOCK_MS = 3_000;
const READY_MS = 120_000;

/**
 * Starts the embedded PostgreSQL 18 on 127.0.0.1 with its data in `<dataDir>/postgres`.
 * @type {import("./postgres.d.mts").startPostgres}
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
    const { cluster, credentials } = prepare(runner, dataDir, settings);
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

/** @param {import("./runner.mjs").Runner} runner @param {string} dataDir @param {Record<string, string>} settings */
function prepare(runner, dataDir, settings) {
  return ensureCluster(runner, dataDir, { sync: settings.fsync !== "off" });
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

/**
 * @typedef {object} Launch
 * @property {import("./runner.mjs").Runner} runner @property {string} dataDir @property {string} cluster
 * @property {Record<string, string>} settings @property {number} [port] @property {number} [remembered]
 * @property {(line: string) => void} log
 */

/** @param {Launch} launch */
async function listen(launch) {
  const deadline = performance.now() + STALE_LOCK_MS;
  let port = await choosePort(launch);
  for (;;) {
    const server = launchOnce(launch, port);
    const outcome = await untilReady(launch.cluster, server);
    if (outcome === "ready") return { ...server, port };
    if (outcome === "slow") {
      await endProcess(identify(server.child.pid), SHUTDOWN);
      throw new Error(`the database was not ready after ${READY_MS / 1000} s`);
    }
    const said = server.said();
    if (/could not bind|Address already in use/.test(said) && !launch.port) port = await freePort();
    else if (/lock file|pre-existing shared memory|another postmaster/.test(said)) await sleep(150);
    else throw refusal(said, launch.dataDir);
    if (performance.now() > deadline) throw refusal(said, launch.dataDir);
  }
}

/** @param {Launch} launch */
async function choosePort({ port, remembered }) {
  if (!port) return remembered && (await isPortFree(remembered)) ? remembered : freePort();
  if (await isPortFree(port)) return port;
  throw new Failure(
    `Port ${port}, meant for the database, is taken: choose another one.`,
    `El puerto ${port}, destinado a la base de datos, está ocupado: elija otro.`,
  );
}

/** @param {Launch} launch @param {number} port */
function launchOnce({ runner, dataDir, cluster, settings }, port) {
  const path = join(dataDir, "postgres.log");
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000)
    renameSync(path, `${path}.1`);
  const output = openSync(path, "a+", 0o600);
  const from = fstatSync(output).size;
  const [command, args] = runner.command("postgres", [
    "-D",
    cluster,
    ...flags({ ...settings, port: String(port) }),
  ]);
  const { uid, gid } = runner;
  const stdio = /** @type {["ignore", number, number]} */ (["ignore", output, output]);
  const child = spawn(command, args, { uid, gid, cwd: "/", detached: true, stdio, env: bareEnv() });
  closeSync(output);
  child.unref();
  /** @type {Promise<string>} */
  const exited = new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (code, signal) => done(signal ?? String(code)));
  });
  return { child, exited, said: () => readFrom(path, from) };
}

/** @param {Record<string, string>} settings */
function flags(settings) {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** @param {string} cluster @param {{ child: import("node:child_process").ChildProcess, exited: Promise<string> }} server */
async function untilReady(cluster, { child, exited }) {
  /** @type {"ready" | "ended" | "slow" | null} */
  let outcome = null;
  void exited.then(() => (outcome ??= "ended"));
  await waitUntil(() => {
    const lines = readIfThere(join(cluster, "postmaster.pid"))?.split("\n") ?? [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") outcome ??= "ready";
    return outcome !== null;
  }, READY_MS);
  return outcome ?? "slow";
}

/** @param {string} path @param {number} from */
function readFrom(path, from) {
  const file = openSync(path, "r");
  try {
    const text = Buffer.alloc(Math.min(64_000, fstatSync(file).size - from));
    readSync(file, text, 0, text.length, from);
    return text.toString();
  } finally {
    closeSync(file);
  }
}

/** @param {string} said @param {string} dataDir */
function refusal(said, dataDir) {
  const line = said.split("\n").find((text) => /FATAL:|PANIC:|error/i.test(text)) ?? said.trim();
  const cause = new Error(said);
  return new Failure(
    `The database in ${dataDir} does not start (${line.trim()}): see postgres.log there, restore a backup into an empty folder, or set TRAMA_DATA to another one.`,
    `La base de datos de ${dataDir} no arranca (${line.trim()}): vea postgres.log allí, restaure un respaldo en una carpeta vacía, o ponga otra en TRAMA_DATA.`,
    { cause },
  );
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
