import type { Actor } from "@/server/tenancy/context";

/** How long a looked-up session or key is believed without asking the database again. */
const FRESH_MS = 1_000;
const MAX_ENTRIES = 20_000;

type Entry = { actor: Actor | undefined; readAtMs: number };
const key = Symbol.for("trama.sessionCache");
type Cache = { entries: Map<string, Entry>; epoch: number };
type Holder = { [key]?: Cache };

/** On globalThis, so that a revocation through one module graph is seen at once by the other. */
const cache: Cache = ((globalThis as Holder)[key] ??= { entries: new Map(), epoch: 0 });

/**
 * Actors by tenant and id, for at most a second. In this process a revocation forgets its entry at once;
 * other processes see it within that second.
 */
export const sessionCache = {
  async get(
    name: string,
    load: () => Promise<Actor | undefined>,
    nowMs = Date.now(),
  ): Promise<Actor | undefined> {
    const known = cache.entries.get(name);
    if (known && nowMs - known.readAtMs < FRESH_MS) return known.actor;
    const { epoch } = cache;
    const actor = await load();
    // A revocation while we were reading: what we read may be the past.
    if (epoch !== cache.epoch) return actor;
    if (cache.entries.size >= MAX_ENTRIES) cache.entries.clear();
    cache.entries.set(name, { actor, readAtMs: nowMs });
    return actor;
  },
  forget(name: string): void {
    cache.epoch++;
    cache.entries.delete(name);
  },
};
