import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { findBinaries } from "./binaries.mjs";
import { isRoot, killLater, temporaryFolder } from "./fixtures/processes";
import { startPostgres } from "./postgres.mjs";
import { identify, runs, waitUntil } from "./processes.mjs";

vi.setConfig({ testTimeout: 60_000 });

const QUICK = { fsync: "off", full_page_writes: "off" };
const HOLD = resolve(import.meta.dirname, "fixtures/hold-postgres.mjs");

type Options = Partial<Parameters<typeof startPostgres>[0]>;

async function start(dataDir: string, options: Options = {}) {
  const server = await startPostgres({ dataDir, settings: QUICK, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the database and holds it until it is killed. */
async function holdInAnotherProcess(dataDir: string) {
  const child = spawn(process.execPath, [HOLD, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const text = await new Promise<string>((done) =>
    child.stdout.once("data", (data) => done(String(data))),
  );
  const pid = Number(text);
  killLater(pid);
  return { child, pid };
}

test("the database is PostgreSQL 18 in UTF-8 with ICU collations, and its owner is no superuser", async () => {
  const server = await start(temporaryFolder());
  const [row] = await ask<Record<string, unknown>>(
    server.url,
    `select current_user as name, current_database() as db, rolsuper, rolbypassrls,
       current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding,
       (select array_agg(w order by w collate "es-x-icu") from unnest('{ñu,oca,nube}'::text[]) w) as sorted
     from pg_roles where rolname = current_user`,
  );
  expect(row).toEqual({
    name: "trama_owner",
    db: "trama",
    rolsuper: false,
    rolbypassrls: false,
    major: 18,
    encoding: "UTF8",
    sorted: ["nube", "ñu", "oca"],
  });
  const [su] = await ask(
    server.superuserUrl,
    "select rolsuper from pg_roles where rolname = current_user",
  );
  expect(su).toEqual({ rolsuper: true });
});

test("nobody gets in without the password, and there is no socket file to get in by", async () => {
  const server = await start(temporaryFolder());
  const wrong = server.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(ask(wrong, "select 1")).rejects.toThrow("password authentication failed");
  const [row] = await ask(
    server.url,
    "select current_setting('unix_socket_directories') s, current_setting('listen_addresses') l",
  );
  expect(row).toEqual({ s: "", l: "127.0.0.1" });
});

test("data, passwords and port survive a stop and a start; a second stop does no harm", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir);
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();
  await first.stop();
  const second = await start(dataDir);
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a remembered port that is taken meanwhile is chosen anew", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir);
  await first.stop();
  const squatter = createServer().listen(first.port, "127.0.0.1");
  onTestFinished(() => void squatter.close());
  const second = await start(dataDir);
  expect(second.port).not.toBe(first.port);
});

test("a database whose parent was killed is stopped in order and its data is served again", async () => {
  const dataDir = temporaryFolder();
  const { child, pid } = await holdInAnotherProcess(dataDir);
  child.kill("SIGKILL");
  await waitUntil(() => !runs(identify(child.pid)), 2_000);
  expect(runs(identify(pid))).toBe(true);
  const server = await start(dataDir);
  expect(server.pid).not.toBe(pid);
  expect(runs(identify(pid))).toBe(false);
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a data folder that a living process holds is refused and its database goes on", async () => {
  const dataDir = temporaryFolder();
  const { child, pid } = await holdInAnotherProcess(dataDir);
  await expect(start(dataDir)).rejects.toThrow(`Another copy (process ${child.pid}) is using`);
  expect(runs(identify(pid))).toBe(true);
});

test("a pid file that now names another program does not keep the database from starting", async () => {
  const dataDir = temporaryFolder();
  await (await start(dataDir)).stop();
  const stale = [process.pid, join(dataDir, "postgres"), 0, 1, "", "127.0.0.1", "", "ready"];
  writeFileSync(join(dataDir, "postgres/postmaster.pid"), `${stale.join("\n")}\n`);
  const server = await start(dataDir);
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("after kill -9 of the database itself the next start recovers what was committed", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir, { settings: {} });
  await ask(first.url, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  await first.stop();
  const second = await start(dataDir, { settings: {} });
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("lost passwords are made anew; the data stays", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir);
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();
  rmSync(join(dataDir, "database.json"));
  const second = await start(dataDir);
  expect(second.url).not.toBe(first.url);
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a first start that was cut short leaves nothing that the next one trips over", async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, "postgres.init-1/base"), { recursive: true });
  const server = await start(dataDir);
  expect(server.port).toBeGreaterThan(0);
  expect(existsSync(join(dataDir, "postgres.init-1"))).toBe(false);
});

const broken: [string, (cluster: string) => void, string][] = [
  [
    "is not a database",
    (cluster) => writeFileSync(join(cluster, "novel.txt"), "mine"),
    "is not an intact Trama database, and nothing was touched",
  ],
  [
    "has lost its control file",
    (cluster) => {
      writeFileSync(join(cluster, "PG_VERSION"), "18\n");
    },
    "is not an intact Trama database",
  ],
  [
    "comes from another version",
    (cluster) => {
      other(cluster, "16");
    },
    "was made by PostgreSQL 16 and this one is 18",
  ],
  [
    "has a damaged control file",
    (cluster) => {
      other(cluster, "18");
    },
    "does not start",
  ],
];

function other(cluster: string, version: string): void {
  mkdirSync(join(cluster, "global"));
  writeFileSync(join(cluster, "global/pg_control"), "x".repeat(8192));
  writeFileSync(join(cluster, "PG_VERSION"), `${version}\n`);
}

for (const [what, spoil, sentence] of broken) {
  test(`a folder that ${what} is refused in one sentence and kept as it is`, async () => {
    const dataDir = temporaryFolder();
    const cluster = join(dataDir, "postgres");
    mkdirSync(cluster, { mode: 0o700 });
    spoil(cluster);
    const fault = await start(dataDir).catch((error: Error) => error.message);
    expect(fault).toContain(sentence);
    expect(fault).not.toMatch(/\n/);
    expect(existsSync(cluster)).toBe(true);
  });
}

test("as root in a place that others can reach it runs as an unprivileged user", async ({
  skip,
}) => {
  if (!isRoot) skip("needs root");
  const server = await start(temporaryFolder());
  expect(server.runner).toBe("switch");
  expect(readFileSync(`/proc/${server.pid}/status`, "utf8")).not.toMatch(/^Uid:\s+0/m);
});

test("as root in a folder that only root may enter, binaries too, it still runs", async ({
  skip,
}) => {
  if (!isRoot) skip("needs root");
  const folder = temporaryFolder(0o700);
  const native = join(folder, "package/native");
  cpSync(findBinaries(), native, { recursive: true, verbatimSymlinks: true });
  cpSync(join(findBinaries(), "../package.json"), join(folder, "package/package.json"));
  const server = await start(join(folder, "data"), { native });
  expect(["unshare", "copy"]).toContain(server.runner);
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("where user namespaces are refused the data moves to a place that can be reached, and stays findable", async ({
  skip,
}) => {
  if (!isRoot || !namespacesWork()) skip("needs root and user namespaces");
  const folder = temporaryFolder(0o700);
  const first = await start(folder, { runners: ["unshare"] });
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const moved = await start(folder, { runners: ["copy"] });
  const link = join(folder, "postgres");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(await ask(moved.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await moved.stop();
  const back = await start(folder, { runners: ["unshare"] });
  expect(await ask(back.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  const home = spawnSync("readlink", ["-f", link], { encoding: "utf8" }).stdout.trim();
  onTestFinished(() => rmSync(join(home, ".."), { recursive: true, force: true }));
});

function namespacesWork(): boolean {
  return spawnSync("unshare", ["--user", "--map-user=65534", "true"]).status === 0;
}
