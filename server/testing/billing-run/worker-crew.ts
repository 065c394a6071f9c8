import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Words with which a worker says that it takes hold of a piece of work. */
const PIECES = new Set(["plan", "post", "turn"]);

type Member = { child: ChildProcess; said: Set<string>; pieceAtMs: number };

/** Workers in processes of their own. Whoever said the last piece holds the work. */
export type WorkerCrew = {
  /** Starts one; resolves when its modules are loaded. */
  add(): Promise<void>;
  /** Lets all work that do not yet. */
  go(): Promise<void>;
  /** Pieces (chunks of a run, turns of a task) begun so far, by anyone. */
  pieces(): number;
  /** SIGKILL to the process that began the last piece; that moment by the monotonic clock, in milliseconds. */
  killHolder(): number;
  size(): number;
  end(): Promise<void>;
};

export function workerCrew(): WorkerCrew {
  const members: Member[] = [];
  let pieces = 0;
  const heard = (member: Member, word: string) => {
    member.said.add(word);
    if (!PIECES.has(word)) return;
    pieces++;
    member.pieceAtMs = performance.now();
  };
  const kill = (member: Member | undefined): number => {
    if (!member) throw new Error("nobody is left to kill");
    members.splice(members.indexOf(member), 1);
    member.child.kill("SIGKILL");
    return performance.now();
  };
  return {
    add: async () => {
      const member: Member = { child: spawnWorker(), said: new Set(), pieceAtMs: -1 };
      members.push(member);
      const lines = createInterface({ input: member.child.stdout as NodeJS.ReadableStream });
      lines.on("line", (line) => heard(member, line.trim()));
      await said(member, "ready");
    },
    go: async () => {
      for (const { child, said: words } of members)
        if (!words.has("working")) child.stdin?.write("go\n");
      await Promise.all(members.map((member) => said(member, "working")));
    },
    pieces: () => pieces,
    killHolder: () => kill(members.toSorted((a, b) => b.pieceAtMs - a.pieceAtMs)[0]),
    size: () => members.length,
    end: async () => {
      const left = members.splice(0);
      await Promise.all(
        left.map(async ({ child }) => {
          child.kill("SIGKILL");
          if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        }),
      );
    },
  };
}

function spawnWorker(): ChildProcess {
  const script = new URL("./worker-main.ts", import.meta.url).pathname;
  return spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, VITEST: "", TRAMA_LOG_LEVEL: "silent", TRAMA_DATABASE_POOL: "4" },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function said({ child, said: words }: Member, word: string): Promise<void> {
  while (!words.has(word)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`a worker ended before it said ${word}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
