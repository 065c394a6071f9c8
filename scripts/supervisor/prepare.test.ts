import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { environment, killLater, temporaryFolder } from "./fixtures/processes";
import { installWhenNeeded } from "./install.mjs";
import { freePort } from "./ports.mjs";
import { identify, runs, waitUntil } from "./processes.mjs";

vi.setConfig({ testTimeout: 60_000 });

const HERE = import.meta.dirname;
const LOCK = JSON.stringify({
  name: "x",
  version: "1.0.0",
  lockfileVersion: 3,
  packages: { "": { name: "x", version: "1.0.0" } },
});

/** A project of its own whose scripts/start.mjs is a whole start with small steps. */
function project(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "scripts"));
  mkdirSync(join(root, "node_modules"));
  const start = `import { prepare } from ${JSON.stringify(join(HERE, "prepare.mjs"))};
    await prepare(${JSON.stringify(root)});
    await import(${JSON.stringify(join(HERE, "fixtures/launch.mjs"))});`;
  writeFileSync(join(root, "scripts/start.mjs"), start);
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "x", version: "1.0.0", scripts: { start: "node scripts/start.mjs" } }),
  );
  writeFileSync(join(root, "package-lock.json"), LOCK);
  writeFileSync(
    join(root, "node_modules/.trama-install"),
    createHash("sha256").update(LOCK).digest("hex"),
  );
  return root;
}

/** A second Node, so that the start runs itself again on the project's own. */
function otherNode(root: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(join(root, "node_modules", name, "bin"), { recursive: true });
  symlinkSync(process.execPath, join(root, "node_modules", name, "bin/node"));
  const node = join(temporaryFolder(), "node");
  try {
    linkSync(process.execPath, node);
  } catch {
    copyFileSync(process.execPath, node);
  }
  return node;
}

async function run(root: string, command: string, args: string[], path?: string) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment({
      ...(path ? { PATH: `${path}:${process.env.PATH}` } : {}),
      FIXTURE_ROOT: root,
      TRAMA_DATA: join(root, "data"),
      PORT: String(await freePort()),
    }),
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, line: await readyLine(child) };
}

async function readyLine(child: ChildProcess): Promise<{ pid: number }> {
  let text = "";
  let errors = "";
  child.stdout?.on("data", (data) => (text += String(data)));
  child.stderr?.on("data", (data) => (errors += String(data)));
  const line = () => text.split("\n").find((part) => part.startsWith("{"));
  if (!(await waitUntil(() => line() !== undefined, 40_000))) throw new Error(text + errors);
  return JSON.parse(line() ?? "");
}

const databaseOf = (root: string) =>
  Number(readFileSync(join(root, "data/postgres/postmaster.pid"), "utf8").split("\n")[0]);

for (const launcher of ["its wrapper", "npm"]) {
  test(`kill -9 of ${launcher} ends the server and then the database, though nobody told them`, async () => {
    const root = project();
    const node = otherNode(root);
    const { child, line } =
      launcher === "npm"
        ? await run(root, "npm", ["start", "--", "--json"], dirname(node))
        : await run(root, node, ["scripts/start.mjs", "--json"]);
    expect(line.pid).not.toBe(child.pid);
    const [supervisor, database] = [identify(line.pid), identify(databaseOf(root))];
    killLater(supervisor.pid, database.pid);
    child.kill("SIGKILL");
    expect(await waitUntil(() => !runs(supervisor), 30_000)).toBe(true);
    expect(runs(database)).toBe(false);
    expect(readFileSync(join(root, "data/events.log"), "utf8").trim()).toMatch(
      /drained, database up$/,
    );
  });
}

test("a signal to the wrapper stops everything and its exit code is the start's", async () => {
  const root = project();
  const { child, line } = await run(root, otherNode(root), ["scripts/start.mjs", "--json"]);
  const code = new Promise((done) => child.once("exit", done));
  const supervisor = identify(line.pid);
  child.kill("SIGTERM");
  expect(await code).toBe(0);
  expect(runs(supervisor)).toBe(false);
});

test("a Node that is too old is told in one sentence, in the terminal's language", () => {
  const old = join(temporaryFolder(), "old.cjs");
  writeFileSync(old, 'Object.defineProperty(process, "versions", { value: { node: "16.20.2" } });');
  const say = (LANG: string) =>
    spawnSync(process.execPath, ["--require", old, resolve(HERE, "../start.mjs")], {
      env: environment({ LANG }),
      encoding: "utf8",
    });
  expect(say("C")).toMatchObject({
    status: 1,
    stdout: "",
    stderr: "This is Node 16.20.2 and Trama needs 20 or newer: install it and start again.\n",
  });
  expect(say("es_AR.UTF-8").stderr).toMatch(
    /^Este Node es el 16\.20\.2 y Trama necesita el 20 o más nuevo/,
  );
});

test("dependencies are installed when there are none or the lockfile has changed, and not otherwise", async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "x", version: "1.0.0" }));
  writeFileSync(join(root, "package-lock.json"), LOCK);
  await installWhenNeeded(root);
  const planted = join(root, "node_modules/planted");
  mkdirSync(planted, { recursive: true });
  await installWhenNeeded(root);
  expect(existsSync(planted)).toBe(true);
  mkdirSync(join(root, "local"));
  writeFileSync(
    join(root, "local/package.json"),
    JSON.stringify({ name: "local", version: "1.0.0" }),
  );
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "x", version: "1.0.0", dependencies: { local: "file:local" } }),
  );
  const lock = spawnSync("npm", ["install", "--package-lock-only", "--offline"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(lock.status).toBe(0);
  await installWhenNeeded(root);
  expect(existsSync(planted)).toBe(false);
  expect(existsSync(join(root, "node_modules/local/package.json"))).toBe(true);
});

test("a lockfile that npm ci refuses is installed as far as it goes, and is left as it was", async () => {
  const root = temporaryFolder();
  const dependencies = { local: "file:local" };
  mkdirSync(join(root, "local"));
  writeFileSync(join(root, "local/package.json"), '{ "name": "local", "version": "1.0.0" }');
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "x", dependencies }));
  writeFileSync(join(root, "package-lock.json"), LOCK);
  await installWhenNeeded(root);
  expect(existsSync(join(root, "node_modules/local/package.json"))).toBe(true);
  expect(readFileSync(join(root, "package-lock.json"), "utf8")).toBe(LOCK);
});

test("an install that fails is one sentence", async () => {
  const root = temporaryFolder();
  const packages = {
    "": {},
    "node_modules/absent": { version: "1.0.0", resolved: "file:absent.tgz" },
  };
  const lock = {
    name: "x",
    lockfileVersion: 3,
    packages: { ...packages, "": { dependencies: { absent: "file:absent.tgz" } } },
  };
  writeFileSync(
    join(root, "package.json"),
    '{ "name": "x", "dependencies": { "absent": "file:absent.tgz" } }',
  );
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(lock));
  await expect(installWhenNeeded(root)).rejects.toThrow(
    /^Installing the dependencies failed \(.+\): check the network and the free disk space, and start again\.$/,
  );
});
