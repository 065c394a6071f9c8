import { createHash, timingSafeEqual } from "node:crypto";

/** In the same time wherever they differ; texts of another length are another text, and no error. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
