import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { connect } from "node:net";

export type Child = { port: number; pid: number; stop(): void };

/** Runs `bench/servers/<name>.ts` and waits for the port that it reports. */
export async function startChild(name: string, env: Record<string, string>): Promise<Child> {
  const child = fork(join(import.meta.dirname, "servers", `${name}.ts`), [], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...env },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return { port, pid: child.pid ?? 0, stop: () => void child.kill("SIGKILL") };
}

/** Waits until something listens there, at most `timeoutMs`; false when nothing does. */
export async function listens(
  port: number,
  child: ChildProcess,
  timeoutMs: number,
): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end && child.exitCode === null;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
    if (open) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
