import { serveHandler } from "../serve-handler";
import { upstashHandler } from "./handler";
import { startRedis } from "./redis-process";
import type { Redis } from "ioredis";

export type UpstashStandin = {
  readonly url: string;
  readonly token: string;
  /** The Redis behind it, to look at what was really stored. */
  readonly redis: Redis;
  /** The next `count` requests get this status instead of an answer. */
  fail(count: number, status: number): void;
  /** Every request waits this long first. */
  delay(ms: number): void;
  stop(): Promise<void>;
};

/** Upstash Redis on this machine, over a real redis-server; a sentence that says why where that is not possible. */
export async function startUpstashStandin(port = 0): Promise<UpstashStandin | string> {
  const backend = await startRedis();
  if (typeof backend === "string") return backend;
  const token = "standin-token";
  const answer = upstashHandler(backend.redis, token);
  let failures = { count: 0, status: 500 };
  let delayMs = 0;
  const served = await serveHandler(async (request) => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (failures.count-- > 0)
      return Response.json({ error: "injected" }, { status: failures.status });
    return answer(request);
  }, port);
  return {
    url: served.url,
    token,
    redis: backend.redis,
    fail: (count, status) => (failures = { count, status }),
    delay: (ms) => (delayMs = ms),
    stop: async () => {
      await served.stop();
      await backend.stop();
    },
  };
}
