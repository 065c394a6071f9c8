/**
 * A store of short-lived strings: in-process or Upstash Redis. Never used by itself:
 * `cacheFor(ctx)` puts the tenant into every key and value.
 */
export type CacheStore = {
  readonly driver: "memory" | "upstash";
  get(key: string): Promise<string | undefined>;
  /** Replaces; the entry is gone after `ttlSeconds` (whole, 1 to 86 400). */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
};
