import { spawn } from "node:child_process";
import { once } from "node:events";

type Given = { env: Record<string, string>; ports: readonly number[]; dieAt: number };

/** Lets a mortal worker work until it dies, or has nothing to do; true: it died in the middle of something. */
export async function letDie(
  { env, ports, dieAt }: Given,
  isQuiet: () => Promise<boolean>,
): Promise<boolean> {
  const script = new URL("./mortal-worker.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: {
      ...{ ...process.env, ...env, VITEST: "", TRAMA_LOG_LEVEL: "silent" },
      ...{ TRAMA_TEST_DIE_AT: String(dieAt), TRAMA_TEST_PORTS: ports.join(",") },
      TRAMA_DATABASE_POOL: "4",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  await Promise.race([once(child.stdout, "data"), exited]);
  while (!isOver() && !(await isQuiet())) await new Promise((resolve) => setTimeout(resolve, 30));
  const died = isOver();
  child.kill("SIGKILL");
  await exited;
  return died;
}
