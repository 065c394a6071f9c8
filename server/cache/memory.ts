import type { CacheStore } from "./port";

type Entry = { value: string; expiresAtMs: number };

/**
 * In-process cache: at most `maxEntries`, the longest unused goes first.
 * Each process has its own, so what is cached must bear being `ttlSeconds` old in another process.
 */
export function openMemoryCache(
  maxEntries = 10_000,
  nowMs: () => number = () => performance.now(),
): CacheStore {
  // A Map keeps insertion order: re-inserting on each read makes its first key the longest unused.
  const entries = new Map<string, Entry>();
  return {
    driver: "memory",
    get: async (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expiresAtMs <= nowMs()) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set: async (key, value, ttlSeconds) => {
      entries.delete(key);
      entries.set(key, { value, expiresAtMs: nowMs() + ttlSeconds * 1000 });
      if (entries.size > maxEntries) dropOldest(entries);
    },
    delete: async (key) => void entries.delete(key),
  };
}

function dropOldest(entries: Map<string, Entry>): void {
  const oldest = entries.keys().next();
  if (!oldest.done) entries.delete(oldest.value);
}
