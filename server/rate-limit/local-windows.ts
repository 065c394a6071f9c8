import type { RateRule, RateVerdict } from "./port";

type Window = { startMs: number; used: number };
const key = Symbol.for("trama.rateLimit.local");
type Holder = { [key]?: Map<string, Window> };
const MAX_KEYS = 100_000;

/** On globalThis: main.ts and Next's route files count together. */
const windows: Map<string, Window> = ((globalThis as Holder)[key] ??= new Map());

/** Fixed windows in this process's memory; exact for one process, per process for several. */
export const localWindows = {
  spend(name: string, rule: RateRule, calls: number, nowMs = Date.now()): RateVerdict {
    const lengthMs = rule.windowSeconds * 1000;
    let window = windows.get(name);
    if (!window || nowMs - window.startMs >= lengthMs) {
      if (windows.size >= MAX_KEYS) sweep(nowMs, lengthMs);
      window = { startMs: nowMs, used: 0 };
      windows.set(name, window);
    }
    window.used += calls;
    return {
      ok: window.used <= rule.max,
      limit: rule.max,
      remaining: Math.max(0, rule.max - window.used),
      resetAt: new Date(window.startMs + lengthMs),
      degraded: false,
    };
  },
  clear: (): void => windows.clear(),
};

/** Forgets windows that ended; when that frees nothing, all of them: memory is bounded whatever comes. */
function sweep(nowMs: number, lengthMs: number): void {
  for (const [name, { startMs }] of windows) if (nowMs - startMs >= lengthMs) windows.delete(name);
  if (windows.size >= MAX_KEYS) windows.clear();
}
