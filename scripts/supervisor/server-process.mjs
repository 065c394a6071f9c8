import { spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bareEnv } from "./cluster.mjs";
import { Failure } from "./failure.mjs";
import { readIfThere } from "./files.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { refusal } from "./refusal.mjs";
import { endProcess, identify, waitUntil } from "./processes.mjs";

/** Fast shutdown first; then immediate (replays its log at the next start); then by force. */
export const SHUTDOWN = /** @type {[NodeJS.Signals, number][]} */ ([
  ["SIGINT", 10_000],
  ["SIGQUIT", 5_000],
  ["SIGKILL", 2_000],
]);
const STALE_LOCK_MS = 3_000;
const READY_MS = 120_000;

/**
 * @typedef {object} Launch
 * @property {import("./runner.mjs").Runner} runner @property {string} dataDir @property {string} cluster
 * @property {Record<string, string>} settings @property {number} [port] @property {number} [remembered]
 * @property {(line: string) => void} log
 */

/**
 * Starts the server and waits until it is ready; a lock that a dying predecessor still holds is
 * retried for 3 s, a port taken in between is chosen anew.
 * @param {Launch} launch
 */
export async function listen(launch) {
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
