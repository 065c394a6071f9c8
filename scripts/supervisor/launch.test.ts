import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import {
  failFixture,
  isRoot,
  killLater,
  spawnFixture,
  startFixture,
  temporaryFolder,
} from "./fixtures/processes";
import { identify, runs, waitUntil } from "./processes.mjs";

vi.setConfig({ testTimeout: 60_000 });

const TRACE = /\n\s+at .*(:\d+:\d+|node:internal)/;

function place() {
  const root = temporaryFolder();
  return { root, dataDir: join(root, "data") };
}

function databasePid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

test("the first start seeds and builds, the second does neither, is faster and keeps the keys, which only their owner may read", async () => {
  const where = place();
  const began = performance.now();
  const first = await startFixture(where);
  const firstMs = performance.now() - began;
  const { key } = await first.get();
  const secret = ["secrets.json", "database.json", "seed.json"];
  const readable = secret.filter((name) => statSync(join(where.dataDir, name)).mode & 0o077);
  expect(readable).toEqual([]);
  expect(first.ready.logins).toEqual([
    { tenant: "fibranet", face: "staff", email: "ana@fibranet.test", password: "demo" },
  ]);
  expect(await first.end("SIGTERM")).toBe(0);
  const again = performance.now();
  const second = await startFixture(where);
  expect(performance.now() - again).toBeLessThan(firstMs);
  expect((await second.get()).key).toBe(key);
  expect(second.ready.logins).toEqual(first.ready.logins);
  await second.end("SIGTERM");
  expect(second.events().filter((line) => !line.startsWith("drained"))).toEqual([
    "migrate",
    "seed",
    "build",
    "serve",
    "migrate",
    "serve",
  ]);
});

test("Ctrl-C drains the server while the database is still up, and stops the database last", async () => {
  const where = place();
  const started = await startFixture(where);
  const database = identify(databasePid(where.dataDir));
  expect(runs(database)).toBe(true);
  expect(await started.end("SIGINT")).toBe(0);
  expect(started.events().at(-1)).toBe("drained, database up");
  expect(runs(database)).toBe(false);
});

test("after kill -9 of the supervisor the next start stops what it left and serves on the same port", async () => {
  const where = { ...place(), port: 0 };
  const killed = await startFixture(where);
  const port = Number(new URL(killed.ready.faces[0]?.connect ?? "").port);
  const left = await killed.get();
  const database = databasePid(where.dataDir);
  killLater(left.pid, database);
  await killed.end("SIGKILL");
  expect(runs(identify(left.pid))).toBe(true);
  const next = await startFixture({ ...where, port });
  expect(runs(identify(left.pid))).toBe(false);
  expect((await next.get()).pid).not.toBe(left.pid);
  expect(databasePid(where.dataDir)).not.toBe(database);
  expect(await next.end("SIGTERM")).toBe(0);
});

test("two copies run side by side on one code tree, each with its own port, database and keys", async () => {
  const root = temporaryFolder();
  const [one, two] = await Promise.all([
    startFixture({ root, dataDir: join(root, "one") }),
    startFixture({ root, dataDir: join(root, "two") }),
  ]);
  const [a, b] = await Promise.all([one.get(), two.get()]);
  expect(a.database).not.toBe(b.database);
  expect(a.key).not.toBe(b.key);
  expect([...one.events(), ...two.events()].filter((line) => line === "build")).toHaveLength(1);
  await Promise.all([one.end("SIGTERM"), two.end("SIGTERM")]);
});

test("a second start on the same data folder is refused in one sentence and harms nothing", async () => {
  const where = place();
  const first = await startFixture(where);
  const { code, said } = await failFixture(where);
  expect(code).toBe(1);
  expect(said).toContain(`Another copy (process ${first.child.pid}) is using`);
  expect(said).not.toMatch(TRACE);
  expect((await first.get()).pid).toBeGreaterThan(0);
  await first.end("SIGTERM");
});

test("a server that dies is started again once; when it dies again the start ends with a sentence", async () => {
  const started = await startFixture(place());
  const before = await started.get();
  await started.get("/crash").catch(() => {});
  await expect.poll(started.errors, { timeout: 30_000 }).toContain("The server is back.");
  expect((await started.get()).pid).not.toBe(before.pid);
  const ended = new Promise((done) => started.child.once("exit", done));
  await started.get("/crash").catch(() => {});
  expect(await ended).toBe(1);
  expect(started.errors()).toContain("The server stopped twice within a minute (exit code 3)");
});

test("a taken port is told in one sentence before anything starts", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { code, said } = await failFixture({ ...place(), port });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(new RegExp(`^Port ${port} is taken: .*\\.$`));
});

test("sentences are Spanish where the terminal is", async () => {
  const where = place();
  writeFileSync(where.dataDir, "");
  const { said } = await failFixture({ ...where, env: { LANG: "es_PE.UTF-8" } });
  expect(said.trim()).toBe(
    `${where.dataDir} es un archivo y no una carpeta: ponga en TRAMA_DATA una carpeta.`,
  );
});

test("a folder with someone else's files is refused and left as it was", async () => {
  const where = place();
  mkdirSync(where.dataDir);
  writeFileSync(join(where.dataDir, "thesis.txt"), "mine");
  const { code, said } = await failFixture(where);
  expect(code).toBe(1);
  expect(said).toContain("holds files that are not Trama's, and nothing was touched");
  expect(readFileSync(join(where.dataDir, "thesis.txt"), "utf8")).toBe("mine");
});

test("a lost key file is never replaced in silence", async () => {
  const where = place();
  mkdirSync(where.dataDir);
  writeFileSync(join(where.dataDir, "trama.json"), "{}");
  writeFileSync(join(where.dataDir, "secrets.json"), "{");
  const { code, said } = await failFixture(where);
  expect(code).toBe(1);
  expect(said).toContain("restore that file from a backup, or set TRAMA_MASTER_KEY");
});

test("a full disk is told in one sentence, in the middle of a step and at the very first write", async ({
  skip,
}) => {
  const where = place();
  const full = join(where.root, "disk");
  mkdirSync(full);
  if (!isRoot || !mountSmallDisk(full)) skip("needs root and the right to mount a tmpfs");
  onTestFinished(() => void spawnSync("umount", ["-l", full]));
  const dataDir = join(full, "data");
  const inStep = await failFixture({ ...where, dataDir, env: { FIXTURE_MIGRATE: "full-disk" } });
  expect(inStep.code).toBe(1);
  expect(inStep.said.trim()).toMatch(/^The disk is full.* start again\.$/);
  const atFirst = await failFixture({ ...where, dataDir: join(full, "other") });
  expect(atFirst.code).toBe(1);
  expect(atFirst.said.trim()).toMatch(/^The disk is full.* start again\.$/);
});

function mountSmallDisk(folder: string): boolean {
  const args = ["-t", "tmpfs", "-o", "size=80m,mode=0755", "tmpfs", folder];
  return spawnSync("mount", args).status === 0;
}

test("a folder that this user may not write to is told in one sentence", async ({ skip }) => {
  if (!isRoot) skip("needs root, to have another user's folder");
  const root = temporaryFolder(0o755);
  const { code, said } = await failFixture({
    root,
    dataDir: join(root, "data"),
    asNormalUser: true,
  });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(/^No permission to write .*TRAMA_DATA to one it may write to\.$/);
});

test("DATABASE_URL uses that server and starts none; one that does not answer is told in one sentence", async () => {
  const where = place();
  const DATABASE_URL = inject("ownerUrl");
  const started = await startFixture({ ...where, env: { DATABASE_URL } });
  expect((await started.get()).database).toBe(DATABASE_URL);
  expect(existsSync(join(where.dataDir, "postgres"))).toBe(false);
  await started.end("SIGTERM");
  const away = { DATABASE_URL: "postgresql://a:b@127.0.0.1:1/x", FIXTURE_MIGRATE: "connect" };
  const { code, said } = await failFixture({ ...where, env: away });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(
    /^The database of DATABASE_URL does not let us in \(ECONNREFUSED\): /,
  );
});

test("a stop asked for while the server is still starting is obeyed at once", async () => {
  const where = place();
  const { child, code } = await spawnFixture({ ...where, env: { FIXTURE_SERVE: "never" } });
  await waitUntil(() => existsSync(join(where.dataDir, "app.json")), 30_000);
  child.kill("SIGINT");
  expect(await code).toBe(0);
});

test("it starts as a normal user", async ({ skip }) => {
  if (!isRoot) skip("these tests already run as a normal user");
  const root = temporaryFolder(0o777);
  const started = await startFixture({ root, dataDir: join(root, "data"), asNormalUser: true });
  expect(statSync(join(root, "data/postgres")).uid).not.toBe(0);
  expect((await started.get()).database).toContain("trama_owner");
  await started.end("SIGTERM");
});

test("it starts as root inside a folder that only root may enter", async ({ skip }) => {
  if (!isRoot) skip("needs root");
  const root = temporaryFolder(0o700);
  const started = await startFixture({ root, dataDir: join(root, "data") });
  const { pid } = started.ready;
  expect(statSync(root).mode & 0o077).toBe(0);
  expect(pid).toBe(started.child.pid);
  await started.end("SIGTERM");
});
