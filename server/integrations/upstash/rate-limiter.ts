import type { RateLimiter } from "@/server/rate-limit/port";
import { openRedis } from "./open-redis";
import type { UpstashSettings } from "./requester";

/** Fixed windows in Upstash Redis, aligned to the clock: shared by every process. */
export function openUpstashRateLimiter(settings: UpstashSettings): RateLimiter {
  return {
    driver: "upstash",
    hit: async (tenantId, key, rule, cost = 1) => {
      const call = { tenantId, operation: "rate-limit", deadlineMs: 1500, idempotent: false };
      const { Ratelimit } = await import("@upstash/ratelimit");
      const ratelimit = new Ratelimit({
        redis: await openRedis(settings, call),
        limiter: Ratelimit.fixedWindow(rule.max, `${rule.windowSeconds} s`),
        prefix: "rate",
        // Off: by default it lets everyone pass after 5 s without an answer. Ours is the call's
        // deadline, and `limit()` decides by the rule's own `onFailure`.
        timeout: 0,
        // `limit()` remembers keys that are over, the same way for both drivers.
        ephemeralCache: false,
        analytics: false,
      });
      const answer = await ratelimit.limit(`${tenantId}:${key}`, { rate: cost });
      await answer.pending;
      return {
        ok: answer.success,
        limit: rule.max,
        remaining: Math.max(0, answer.remaining),
        resetAt: new Date(answer.reset),
      };
    },
  };
}
