import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/scripts/supervisor/ports.mjs";
import { listens } from "./child";
import { type Measure, median } from "./report";

const ROUNDS = 3;

/** `npm start` until its JSON line (which waits for /api/ready): on an empty data folder, and again; against bare `next start` of the same build. */
export async function run(): Promise<Measure[]> {
  // Builds when stale, so that no round pays for it.
  const warm = await mkdtemp(join(tmpdir(), "trama-bench-"));
  await product(warm);
  const seconds: { first: number[]; second: number[]; bare: number[] } = {
    first: [],
    second: [],
    bare: [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    const folder = await mkdtemp(join(tmpdir(), "trama-bench-"));
    seconds.first.push(await product(folder));
    seconds.second.push(await product(folder));
    seconds.bare.push(await bareNext());
    await rm(folder, { recursive: true, force: true });
  }
  await rm(warm, { recursive: true, force: true });
  const [first, second, bare] = [
    median(seconds.first),
    median(seconds.second),
    median(seconds.bare),
  ];
  const against = "bare next start of the same build, until it listens";
  return [
    {
      name: "first start on an empty data folder",
      ours: first,
      baseline: bare,
      ratio: first / bare,
      unit: "s",
      against,
    },
    {
      name: "second start",
      ours: second,
      baseline: bare,
      ratio: second / bare,
      unit: "s",
      against,
      bar: "< 15 s",
    },
  ];
}

/** Starts the whole product, waits until it says that it is ready, stops it; seconds until ready. */
async function product(folder: string): Promise<number> {
  const startedMs = performance.now();
  const {
    DATABASE_URL: _own,
    TRAMA_MASTER_KEY: _key,
    NEXTAUTH_SECRET: _secret,
    TRAMA_AUDIT_SIGNING_KEY: _audit,
    ...env
  } = process.env;
  const child = spawn(process.execPath, ["scripts/start.mjs", "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...env, PORT: "0", TRAMA_DATA: folder },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => chunk.toString().includes('{"faces"') && resolve());
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  const seconds = (performance.now() - startedMs) / 1000;
  await ended(child, "SIGTERM");
  return seconds;
}

async function bareNext(): Promise<number> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn("node_modules/.bin/next", ["start", "-p", String(port), "-H", "127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (!(await listens(port, child, 60_000))) throw new Error("next start does not listen");
  const seconds = (performance.now() - startedMs) / 1000;
  await ended(child, "SIGKILL");
  return seconds;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
