import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { copyBinaries } from "./binaries.mjs";
import { Failure } from "./failure.mjs";
import { chownTree, moveCluster, ownerOf } from "./ownership.mjs";

/**
 * How PostgreSQL, which refuses to be root, is run on this machine.
 * @typedef {object} Runner
 * @property {"plain" | "switch" | "unshare" | "copy"} kind
 * @property {string} native folder with bin, lib and share
 * @property {string} home where a new cluster is made: the data folder, or one that can be reached
 * @property {number} [uid] the process's user; undefined: ours
 * @property {number} [gid]
 * @property {(bin: string, args: string[]) => [string, string[]]} command
 * @property {(path: string) => void} own gives a file or folder to the user that runs PostgreSQL
 */

/** @typedef {{ uid: number, gid: number }} Account */

const RUNNER_KINDS = /** @type {const} */ (["plain", "switch", "unshare", "copy"]);

/**
 * Tries the ways in turn, each by really running the binary: as we are; as an unprivileged user; as
 * that user inside a user namespace; as that user on a copy in a place that it can reach.
 * @param {string} native @param {string} dataDir @param {readonly Runner["kind"][]} [kinds]
 * @returns {Runner}
 */
export function chooseRunner(native, dataDir, kinds = RUNNER_KINDS) {
  const root = process.getuid?.() === 0;
  const account = unprivilegedAccount(join(dataDir, "postgres"));
  if (kinds.includes("plain") && !root && (knownUser() || !account)) return plain(native, dataDir);
  if (account && root && kinds.includes("switch")) {
    chmodSync(dataDir, 0o711);
    if (runsAs(native, account) && entersAs(dataDir, account)) {
      return switched("switch", native, dataDir, account);
    }
  }
  if (account && kinds.includes("unshare")) {
    const runner = unshared(native, dataDir, account);
    if (answers(runner, runner.command("postgres", ["--version"]))) return runner;
  }
  if (account && root && kinds.includes("copy")) return copied(native, dataDir, account);
  throw new Failure(
    "PostgreSQL cannot run as this user: start as a normal user, or set DATABASE_URL to a server of yours.",
    "PostgreSQL no puede correr con este usuario: arranque con un usuario normal, o ponga en DATABASE_URL un servidor propio.",
  );
}

/** @param {string} native @param {string} home @returns {Runner} */
function plain(native, home) {
  const command = (/** @type {string} */ bin, /** @type {string[]} */ args) =>
    /** @type {[string, string[]]} */ ([join(native, "bin", bin), args]);
  return { kind: "plain", native, home, command, own() {} };
}

/** @param {"switch" | "copy"} kind @param {string} native @param {string} home @param {Account} account @returns {Runner} */
function switched(kind, native, home, { uid, gid }) {
  const own = (/** @type {string} */ path) => chownTree(path, uid, gid);
  return { ...plain(native, home), kind, uid, gid, own };
}

/** Inside, the process is an ordinary user; outside, its files stay ours. @param {string} native @param {string} home @param {Account} account @returns {Runner} */
function unshared(native, home, { uid }) {
  const me = process.getuid?.() ?? 0;
  const group = process.getgid?.() ?? 0;
  return {
    kind: "unshare",
    native,
    home,
    command: (bin, args) => [
      "unshare",
      ["--user", `--map-user=${uid}`, "--", join(native, "bin", bin), ...args],
    ],
    own: (path) => chownTree(path, me, group),
  };
}

/** @param {string} native @param {string} dataDir @param {Account} account @returns {Runner} */
function copied(native, dataDir, account) {
  const reachable = reachableHome(account);
  const copy = copyBinaries(native, reachable);
  const cluster = join(dataDir, "postgres");
  const linked = lstatSync(cluster, { throwIfNoEntry: false })?.isSymbolicLink();
  if (linked) return switched("copy", copy, dirname(realpathSync(cluster)), account);
  const home = join(reachable, randomBytes(8).toString("hex"));
  mkdirSync(home, { mode: 0o711 });
  moveCluster(cluster, home, account);
  return switched("copy", copy, home, account);
}

/** @param {Account} account */
function reachableHome(account) {
  for (const home of ["/var/lib/trama", "/var/tmp/trama-root"]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o711 });
      accessSync(home, constants.W_OK);
      if (ownerOf(home) === 0 && entersAs(home, account)) return home;
    } catch {
      continue;
    }
  }
  throw new Failure(
    "PostgreSQL will not run as root, and no folder was found that another user can reach: start as a normal user, or set DATABASE_URL.",
    "PostgreSQL no corre como root y no hay carpeta que otro usuario pueda alcanzar: arranque con un usuario normal, o use DATABASE_URL.",
  );
}

/** The cluster's own user if it has one, else `postgres`, else `nobody`. @param {string} cluster @returns {Account | null} */
function unprivilegedAccount(cluster) {
  const users = passwd();
  const owner = ownerOf(cluster);
  return (
    users.find((user) => user.uid === owner && user.uid !== 0) ??
    users.find((user) => user.name === "postgres" && user.uid !== 0) ??
    users.find((user) => user.name === "nobody" && user.uid !== 0) ??
    null
  );
}

/** PostgreSQL looks its user up by number, and stops where it finds no name. */
function knownUser() {
  if (process.platform !== "linux") return true;
  return (
    passwd().some((user) => user.uid === process.getuid?.()) ||
    spawnSync("id", ["-un"]).status === 0
  );
}

function passwd() {
  if (process.platform === "win32") return [];
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** @param {string} native @param {Account} account */
function runsAs(native, account) {
  return answers(account, [join(native, "bin/postgres"), ["--version"]]);
}

/** @param {string} folder @param {Account} account */
function entersAs(folder, account) {
  return answers(account, ["/bin/sh", ["-c", 'cd -- "$1"', "sh", folder]]);
}

/** @param {{ uid?: number, gid?: number }} user @param {[string, string[]]} command */
function answers({ uid, gid }, [bin, args]) {
  return (
    spawnSync(bin, args, { uid, gid, cwd: "/", stdio: "ignore", timeout: 10_000 }).status === 0
  );
}
