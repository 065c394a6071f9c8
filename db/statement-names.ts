import { createHash } from "node:crypto";

/**
 * Names under which the server keeps a statement parsed and, where a general plan is as good, planned: most of what a
 * request by id costs the database is reading and planning its statement, not answering it (decision 0108).
 */

/** A statement that comes a third time will come again; one that was composed for a rare filter will not. */
const SIGHTINGS = 3;
/** Each connection keeps what was named on it for its life, with plans of some 100 kB. */
const MOST_NAMES = 250;
const MOST_SEEN = 5_000;
/** Beyond, it carries rows: how many there are is worth a plan of its own. */
const BULKY = 4_096;
const BULKY_ROWS = 100;

/** What goes through all of a tenant's rows is worth a plan of its own too, since tenants differ a thousandfold. */
const SWEEPS = /\b(?:count|sum|avg)\s*\(|\bgroup by\b/i;

const names = new Map<string, string>();
const seen = new Map<string, number>();
let off = false;

/** The statement's name, if it has or now gets one; undefined: send it without. */
export function statementName(text: string, values: readonly unknown[]): string | undefined {
  if (off || values.some(isBulky)) return undefined;
  return names.get(text) ?? noted(text);
}

function noted(text: string): string | undefined {
  const times = (seen.get(text) ?? 0) + 1;
  if (times < SIGHTINGS || names.size >= MOST_NAMES || SWEEPS.test(text)) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  // By what it says: no two statements can meet under one name, whoever else speaks on the connection.
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  names.set(text, name);
  return name;
}

function isBulky(value: unknown): boolean {
  if (typeof value === "string") return value.length > BULKY;
  return Array.isArray(value) && value.length > BULKY_ROWS;
}

/** 26000, 42P05: something between us and the server (an old pooler) hands out connections without what was named on them. */
const LOST_NAMES: ReadonlySet<unknown> = new Set(["26000", "42P05"]);
/** A named statement's answer changed its shape: a migration ran meanwhile. */
const OUTDATED = "0A000";

/**
 * After a failure under names: must its connection go? Where names get lost on the way, none are given from now on in
 * this process.
 */
export function spoilsNames(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, message } = at as Error & { code?: unknown };
    if (LOST_NAMES.has(code)) off = true;
    if (LOST_NAMES.has(code)) return true;
    if (code === OUTDATED && message.includes("cached plan")) return true;
  }
  return false;
}
