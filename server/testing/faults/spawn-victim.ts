import { type ChildProcess, spawn } from "node:child_process";
import type { Stage } from "./stage";

/** A worker in a process of its own. */
export type Victim = {
  ready: Promise<void>;
  /** Resolves when it is inside a job's transaction; after `patienceMs` in any case. */
  inTheMiddle(patienceMs: number): Promise<void>;
  kill(): void;
};

export function spawnVictim(
  stage: Pick<Stage, "workerEnv">,
  script = new URL("./victim.ts", import.meta.url).pathname,
): Victim {
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: {
      ...process.env,
      ...stage.workerEnv,
      VITEST: "",
      TRAMA_LOG_LEVEL: "silent",
      TRAMA_TEST_VICTIM: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return {
    ready: heard(child, "ready"),
    inTheMiddle: (patienceMs) =>
      Promise.race([
        heard(child, "began"),
        new Promise<void>((resolve) => setTimeout(resolve, patienceMs)),
      ]),
    kill: () => void child.kill("SIGKILL"),
  };
}

/** Resolves at the next line that begins with the word, or when the process ends. */
function heard(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve) => {
    const listen = (chunk: Buffer) => {
      if (!chunk.toString().includes(word)) return;
      child.stdout?.off("data", listen);
      resolve();
    };
    child.stdout?.on("data", listen);
    child.once("exit", () => resolve());
  });
}
