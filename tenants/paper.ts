import type { Brand } from "./brand";
import { toHex } from "./oklch";
import { themeTokens } from "./theme";

/** A brand on paper and in mail, where nothing but `#rrggbb` is understood and the page is white. */
export type PaperBrand = {
  name: string;
  /** Filled areas, and the text that stands on them (≥ 4.5:1). */
  fill: string;
  onFill: string;
  /** Links and headings on white (≥ 4.5:1). */
  text: string;
  accent: string;
  radiusPx: number;
  fontFamily: string;
};

const FONTS: Record<Brand["font"], string> = {
  inter: 'Inter, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  system: '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  rounded: 'Nunito, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  serif: "Georgia, Cambria, serif",
};
const RADII: Record<Brand["radius"], number> = { sharp: 2, soft: 8, round: 14 };

/** Brand → what mail and PDF draw with. Pure. */
export function paperBrand(brand: Brand): PaperBrand {
  const tokens = themeTokens(brand, "light");
  return {
    name: brand.name,
    fill: toHex(tokens.brand),
    onFill: toHex(tokens["on-brand"]),
    text: toHex(tokens["brand-text"]),
    accent: toHex(tokens.accent),
    radiusPx: RADII[brand.radius],
    fontFamily: FONTS[brand.font],
  };
}
