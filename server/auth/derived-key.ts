import { createHmac, hkdfSync } from "node:crypto";

/** A 32-byte key for one purpose, from the master key (HKDF-SHA256, RFC 5869). */
export function derivedKey(masterKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(masterKey, "base64"), "", purpose, 32));
}

/** Keyed hash of something that a stranger typed, so that the table cannot be searched by guessing. */
export function keyedHash(masterKey: string, purpose: string, text: string): string {
  return createHmac("sha256", derivedKey(masterKey, purpose)).update(text).digest("base64url");
}
