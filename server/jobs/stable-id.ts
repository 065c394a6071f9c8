import { createHash } from "node:crypto";

/** The same UUID (version 8) for the same text: gives what has a name of its own (a tick, a vendor's message) an id. */
export function stableId(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
