import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Field } from "./network-data";
import type { Measure } from "./report";

const ROUTERS = 1_000;

/** Memory of an idle session at a thousand routers: a process of each side that holds nothing else. */
export async function idleSessions(field: Field): Promise<Measure> {
  const order = { latencyMs: 0, secrets: [], online: false };
  const ports = await field.start(Array.from({ length: ROUTERS }, () => order));
  const ours = await hold("ours", ports);
  const theirs = await hold("theirs", ports);
  console.log(
    `  an idle session, resident: ${(ours.rss / 1024).toFixed(1)} KB against ${(theirs.rss / 1024).toFixed(1)} KB`,
  );
  return {
    name: "memory of an idle router session, 1 000 routers (heap and buffers)",
    ...{ ours: ours.heap / 1024, baseline: theirs.heap / 1024, ratio: ours.heap / theirs.heap },
    ...{ against: "node-routeros 1.6.9", unit: "KB" },
  };
}

type Held = { rss: number; heap: number };

async function hold(side: "ours" | "theirs", ports: readonly number[]): Promise<Held> {
  const child = fork(join(import.meta.dirname, "servers", "router-sessions.ts"), [], {
    execArgv: ["--expose-gc", "--import", "tsx"],
    env: { ...process.env, SIDE: side, PORTS: ports.join(",") },
  });
  const [said] = (await once(child, "message")) as [Held];
  child.kill("SIGKILL");
  await once(child, "exit");
  return said;
}
