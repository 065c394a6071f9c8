import type { Brand } from "./brand";
import { toHex } from "./oklch";
import { themeTokens } from "./theme";

/** The mark of a brand without an icon: its first letter on its colour, as SVG of our own making. */
export function brandIconSvg(brand: Brand): string {
  const { brand: fill, "on-brand": ink } = themeTokens(brand, "light");
  const letter = /^[\p{L}\p{N}]/u.exec(brand.name)?.[0]?.toUpperCase() ?? "·";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${toHex(fill)}"/><text x="16" y="22.5" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="19" fill="${toHex(ink)}">${letter}</text></svg>`;
}
