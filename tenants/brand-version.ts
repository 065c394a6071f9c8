import type { Brand } from "./brand";

/**
 * A short text that changes whenever the brand's pictures would: for `?v=` in their addresses. Pure (FNV-1a, 32 bits,
 * over everything that is drawn); no secret and no identity.
 */
export function brandVersion(brand: Brand): string {
  const text = JSON.stringify([brand.name, brand.primary, brand.logos ?? null]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** Address of one of the brand's pictures on the brand's own hosts. */
export const brandPath = (brand: Brand, kind: string): string =>
  `/brand/${kind}?v=${brandVersion(brand)}`;
