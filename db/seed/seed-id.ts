import { createHash } from "node:crypto";

/** Namespace of the demo's ids (random, fixed). */
const NAMESPACE = Buffer.from("7d1f6a5c0e3b4c8f9a2d51b6e4c07f13", "hex");

/** The id that a demo row of this name always has: a UUIDv5 (RFC 9562 §5.5), the same on every machine. */
export function seedId(name: string): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = 0x50 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
