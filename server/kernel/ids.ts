import { randomBytes } from "node:crypto";

/** The tenant row that stands for the platform itself; the same value as `app.platform_tenant_id()`. */
export const PLATFORM_TENANT_ID = "00000000-0000-7000-8000-000000000000";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case hyphenated UUID of any version. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** A new UUIDv7 (RFC 9562 §5.7): sorts by time of making, random within the millisecond. */
export function newId(nowMs: number = Date.now()): string {
  const bytes = takeRandom(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
