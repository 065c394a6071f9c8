import { performance } from "node:perf_hooks";
import type { RouterLine } from "../port";

/** How long the router takes for one small question on an open session, in milliseconds. */
export async function readLatency(line: RouterLine): Promise<number> {
  const startedMs = performance.now();
  await line.run("/system/identity/print");
  return Math.max(1, Math.round(performance.now() - startedMs));
}
