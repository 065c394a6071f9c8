import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A build on two busy cores, a fresh database and the seed. */
const READY_MS = 600_000;

/** Starts the product as a person would, on a free port with its own data; TRAMA_E2E_BASE names one that runs. */
export default async function startProduct(): Promise<(() => Promise<void>) | void> {
  if (process.env.TRAMA_E2E_BASE) return undefined;
  const data = await mkdtemp(join(tmpdir(), "trama-e2e-"));
  const env = { ...process.env, PORT: String(await freePort()), TRAMA_DATA: data };
  mkdirSync("reports", { recursive: true });
  const product = spawn("npm", ["start", "--", "--json"], {
    env,
    stdio: ["ignore", "pipe", openSync("reports/product.log", "w")],
    // Its own group, so that it can be ended whole.
    detached: true,
  });
  process.env.TRAMA_E2E_BASE = await readyLine(product);
  process.env.TRAMA_E2E_DATA = data;
  return async () => {
    await stop(product);
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** The line of JSON that says it is ready. */
function readyLine(product: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error("npm start was not ready in time: see reports/product.log")),
      READY_MS,
    );
    product.once("exit", (code) =>
      reject(new Error(`npm start ended with ${code}: see reports/product.log`)),
    );
    if (!product.stdout) return reject(new Error("npm start has no output"));
    createInterface({ input: product.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      clearTimeout(late);
      resolve(line);
    });
  });
}

async function stop(product: ChildProcess): Promise<void> {
  if (product.pid === undefined || product.exitCode !== null) return;
  const ended = new Promise((resolve) => product.once("exit", resolve));
  process.kill(-product.pid, "SIGINT");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
