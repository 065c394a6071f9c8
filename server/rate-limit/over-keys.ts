const key = Symbol.for("trama.rateLimit.overKeys");
type Holder = { [key]?: Map<string, number> };

/** Keys known to be over and until when: a flood is refused in memory and costs the database nothing. */
const blocked: Map<string, number> = ((globalThis as Holder)[key] ??= new Map());
const MAX_KEYS = 50_000;

export const overKeys = {
  /** The instant until which the key is over, if it still is. */
  until(name: string): Date | undefined {
    const resetAtMs = blocked.get(name);
    if (resetAtMs === undefined) return undefined;
    if (resetAtMs > Date.now()) return new Date(resetAtMs);
    blocked.delete(name);
    return undefined;
  },
  /** Remembers; when full, forgets all: the counter itself still holds the truth. */
  remember(name: string, resetAt: Date): void {
    if (blocked.size >= MAX_KEYS) blocked.clear();
    blocked.set(name, resetAt.getTime());
  },
  clear: (): void => blocked.clear(),
};
