import type { CacheStore } from "@/server/cache/port";
import { openRedis } from "./open-redis";
import type { UpstashSettings } from "./requester";

/** Cache entries in Upstash Redis: shared by every process. */
export function openUpstashCache(settings: UpstashSettings): CacheStore {
  // The tenant is in the key (`tenant:<id>:…`), and the call is that tenant's.
  const redis = (key: string, operation: string) =>
    openRedis(settings, {
      tenantId: key.slice("tenant:".length, "tenant:".length + 36),
      operation,
      deadlineMs: 1000,
      idempotent: true,
    });
  return {
    driver: "upstash",
    get: async (key) => (await (await redis(key, "get")).get<string>(key)) ?? undefined,
    set: async (key, value, ttlSeconds) => {
      await (await redis(key, "set")).set(key, value, { ex: ttlSeconds });
    },
    delete: async (key) => {
      await (await redis(key, "delete")).del(key);
    },
  };
}
