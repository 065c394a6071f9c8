import { randomBytes } from "node:crypto";

/** The tenant row that stands for the platform itself; the same value as `app.platform_tenant_id()`. */
export const PLATFORM_TENANT_ID = "00000000-0000-7000-8000-000000000000";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case hyphenated UUID of any version. */
export const isUuid = (value: string): boolean => UUID.test(value);

/**
 * A new UUIDv7 (RFC 9562 §5.7), of now or of a given instant in milliseconds. Those that one process makes for one
 * instant, one after another, sort in the order of their making (§6.2, method 1).
 */
export function newId(atMs?: number): string {
  const bytes = takeRandom(16);
  const seed = bytes.readUInt16BE(6) & 0x7ff;
  const [ms, count] = atMs === undefined ? tickOfNow(seed) : tickOf(atMs, seed);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The last time that was given out, in milliseconds, and the twelve bits that count within it. */
type Tick = [ms: number, count: number];
let latest: Tick = [0, 0];
let given: Tick = [0, 0];

/** Goes up whatever the clock does: one that goes back, or thousands in a millisecond, borrow from the next. */
function tickOfNow(seed: number): Tick {
  const nowMs = Date.now();
  const [ms, count] = latest;
  if (nowMs > ms) latest = [nowMs, seed];
  else latest = count < 0xfff ? [ms, count + 1] : [ms + 1, seed];
  return latest;
}

/** Counts within the instant that was given last; the thousands after the last count are in no order. */
function tickOf(atMs: number, seed: number): Tick {
  const [ms, count] = given;
  given = [atMs, atMs === ms && count < 0xfff ? count + 1 : seed];
  return given;
}

/** Random bytes are drawn by the page: a system call for every id costs more than the rest of it. */
let page = Buffer.alloc(0);
let taken = 0;

/** A copy of the next unused bytes; no byte is ever given twice. */
function takeRandom(count: number): Buffer {
  if (taken + count > page.length) {
    page = randomBytes(4096);
    taken = 0;
  }
  return Buffer.from(page.subarray(taken, (taken += count)));
}
