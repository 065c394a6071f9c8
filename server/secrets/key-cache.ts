/** How long an unwrapped key stays in memory; a destroyed key is out of every process after this. */
const TTL_MS = 300_000;
const MAX_KEYS = 10_000;

type Entry = { readonly key: Buffer; readonly untilMs: number };
const symbol = Symbol.for("trama.secrets.keys");
type Holder = { [symbol]?: Map<string, Entry> };
const entries = (): Map<string, Entry> => ((globalThis as Holder)[symbol] ??= new Map());

/** The unwrapped key of (tenant, key id), while it is fresh. The tenant is part of the name: ids are not secret. */
export function cachedKey(tenantId: string, keyId: string): Buffer | undefined {
  const name = `${tenantId}:${keyId}`;
  const entry = entries().get(name);
  if (entry && entry.untilMs > Date.now()) return entry.key;
  entries().delete(name);
  return undefined;
}

/** Keeps an unwrapped key; the oldest makes room. */
export function rememberKey(tenantId: string, keyId: string, key: Buffer): void {
  const map = entries();
  const oldest = map.keys().next().value;
  if (map.size >= MAX_KEYS && oldest !== undefined) map.delete(oldest);
  map.set(`${tenantId}:${keyId}`, { key, untilMs: Date.now() + TTL_MS });
}

/** Forgets every unwrapped key (tests, and after destroying one). */
export const forgetKeys = (): void => entries().clear();
