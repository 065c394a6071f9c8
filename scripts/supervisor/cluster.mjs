import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Failure, explain } from "./failure.mjs";
import { readIfThere, readJson, writeWhole } from "./files.mjs";
import { ownerOf } from "./ownership.mjs";
import { refusal } from "./refusal.mjs";

const MAJOR = "18";

/** @typedef {{ ownerPassword: string, superuserPassword: string, port?: number }} Credentials */

/** Throws where the folder holds something that is not a PostgreSQL 18 cluster of ours. @param {string} dataDir */
export function refuseForeignCluster(dataDir) {
  const cluster = join(dataDir, "postgres");
  if (existsSync(join(dataDir, "PG_VERSION"))) throw notOurs(dataDir);
  if (!lstatSync(cluster, { throwIfNoEntry: false })) return;
  const owner = ownerOf(cluster);
  const me = process.getuid?.();
  if (owner === null) throw notOurs(cluster);
  if (me !== undefined && me !== 0 && owner !== me) {
    throw new Failure(
      `The database in ${cluster} belongs to another user (${owner}): start as that user or as root, or set TRAMA_DATA to another folder.`,
      `La base de datos de ${cluster} es de otro usuario (${owner}): arranque con ese usuario o con root, o ponga otra carpeta en TRAMA_DATA.`,
    );
  }
  const version = readIfThere(join(cluster, "PG_VERSION"))?.trim();
  if (version === undefined || !existsSync(join(cluster, "global/pg_control")))
    throw notOurs(cluster);
  if (version !== MAJOR) {
    throw new Failure(
      `The database in ${cluster} was made by PostgreSQL ${version} and this one is ${MAJOR}: set TRAMA_DATA to another folder, or restore a backup into an empty one.`,
      `La base de datos de ${cluster} es de PostgreSQL ${version} y este es el ${MAJOR}: ponga otra carpeta en TRAMA_DATA, o restaure un respaldo en una vacía.`,
    );
  }
}

/** @param {string} path */
function notOurs(path) {
  return new Failure(
    `${path} is not an intact Trama database, and nothing was touched: set TRAMA_DATA to an empty folder, restore a backup, or move that folder away.`,
    `${path} no es una base de datos de Trama intacta, y no se tocó nada: ponga en TRAMA_DATA una carpeta vacía, restaure un respaldo, o mueva esa carpeta.`,
  );
}

/**
 * Makes the cluster where there is none (in a draft folder that is renamed when whole, so that a cut
 * never leaves half of one) and returns its passwords, made anew where their file was lost.
 * @param {import("./runner.mjs").Runner} runner @param {string} dataDir @param {{ sync: boolean }} options
 * @returns {{ cluster: string, credentials: Credentials }}
 */
export function ensureCluster(runner, dataDir, { sync }) {
  const link = join(dataDir, "postgres");
  const secrets = join(dataDir, "database.json");
  /** @type {Credentials | null} */
  let credentials = readJson(secrets);
  if (!lstatSync(link, { throwIfNoEntry: false })) {
    credentials = newCredentials();
    const made = makeCluster(runner, credentials, sync);
    writeWhole(secrets, JSON.stringify(credentials));
    renameSync(made, join(runner.home, "postgres"));
    if (runner.home !== dataDir) symlinkSync(join(runner.home, "postgres"), link);
  }
  const cluster = realpathSync(link);
  runner.own(cluster);
  if (!credentials?.ownerPassword || !credentials.superuserPassword) {
    credentials = newCredentials();
    try {
      single(runner, cluster, passwordStatements(credentials));
    } catch (error) {
      throw refusal(error instanceof Error ? error.message : String(error), dataDir);
    }
    writeWhole(secrets, JSON.stringify(credentials));
  }
  return { cluster, credentials };
}

/** @returns {Credentials} */
function newCredentials() {
  const secret = () => randomBytes(24).toString("base64url");
  return { ownerPassword: secret(), superuserPassword: secret() };
}

/** @param {import("./runner.mjs").Runner} runner @param {Credentials} credentials @param {boolean} sync */
function makeCluster(runner, credentials, sync) {
  removeDrafts(runner.home);
  const draft = join(runner.home, `postgres.init-${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  try {
    runner.own(draft);
    const locale = "--locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8";
    run(runner, "initdb", [
      "-D",
      draft,
      ...`-U postgres --auth=reject --encoding=UTF8 ${locale} --no-instructions`.split(" "),
      ...(sync ? [] : ["--no-sync"]),
    ]);
    writeFileSync(join(draft, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    single(runner, draft, [
      "create role trama_owner login createdb createrole",
      "alter role trama_owner set createrole_self_grant = 'set, inherit'",
      "grant pg_monitor, pg_signal_backend to trama_owner",
      ...passwordStatements(credentials),
      "create database trama owner trama_owner",
    ]);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw explain(error, runner.home);
  }
  return draft;
}

/** What a start that was killed left behind. @param {string} home */
function removeDrafts(home) {
  for (const name of readdirSync(home)) {
    if (name.startsWith("postgres.init-"))
      rmSync(join(home, name), { recursive: true, force: true });
  }
}

/** @param {Credentials} credentials */
function passwordStatements({ ownerPassword, superuserPassword }) {
  return [
    `alter role trama_owner password '${ownerPassword}'`,
    `alter role postgres password '${superuserPassword}'`,
  ];
}

/** Runs statements without a listening server; passwords travel by standard input only. @param {import("./runner.mjs").Runner} runner @param {string} cluster @param {string[]} statements */
function single(runner, cluster, statements) {
  const args = [
    "--single",
    "-D",
    cluster,
    "-c",
    "exit_on_error=true",
    "-c",
    "log_statement=none",
    "postgres",
  ];
  run(runner, "postgres", args, `${statements.join("\n")}\n`);
}

/** @param {import("./runner.mjs").Runner} runner @param {string} bin @param {string[]} args @param {string} [input] */
function run(runner, bin, args, input) {
  const [command, rest] = runner.command(bin, args);
  const { uid, gid } = runner;
  const done = spawnSync(command, rest, {
    uid,
    gid,
    cwd: "/",
    input,
    encoding: "utf8",
    env: bareEnv(),
  });
  if (done.error && !done.stderr) throw done.error;
  if (done.status === 0 && !/\b(ERROR|FATAL|PANIC):/.test(done.stderr)) return;
  const line = done.stderr.split("\n").find((text) => /error:|ERROR:|FATAL:|PANIC:/.test(text));
  throw new Error(line ?? `${bin} failed: ${done.stderr.trim()}`);
}

/** PostgreSQL must not take PG* or LC_* of whoever starts it. @returns {NodeJS.ProcessEnv} */
export function bareEnv() {
  const { PATH = "/usr/bin:/bin", NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LANG: "C", TZ: "UTC" };
}
