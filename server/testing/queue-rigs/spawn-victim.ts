import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Starts the working side of a driver in a process of its own; resolves when it is ready. */
export async function spawnVictim(env: Record<string, string>): Promise<ChildProcess> {
  const script = new URL("./victim.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, ...env, VITEST: "", TRAMA_LOG_LEVEL: "silent", TRAMA_TEST_VICTIM: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  if (!first.toString().includes("ready")) throw new Error(`victim said ${first.toString()}`);
  return child;
}
