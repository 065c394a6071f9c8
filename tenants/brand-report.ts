import type { Brand } from "./brand";
import { contrast, fromHex, type Oklch, toHex } from "./oklch";
import { backdrops, themeTokens, type ThemeName } from "./theme";

/** What is drawn with a brand's colours, and what WCAG 2.2 AA asks of it. */
export const brandPairs = ["button", "link", "nav", "icon", "focus"] as const;
export type BrandPair = (typeof brandPairs)[number];

/** One line of the report: the worst contrast of a kind in a theme (1–21), what it needs, and how good that is. */
export type PairReport = {
  pair: BrandPair;
  theme: ThemeName;
  ratio: number;
  needed: number;
  verdict: "excellent" | "good" | "weak";
};

/** A chosen colour that is drawn otherwise, since nobody could read it as it is. */
export type Adjustment = {
  what: "button" | "link" | "accent";
  theme: ThemeName;
  from: string;
  to: string;
};

/** How a brand reads in both themes, and what had to be moved for it. Pure. */
export function brandReport(brand: Brand): { pairs: PairReport[]; adjustments: Adjustment[] } {
  const themes = ["light", "dark"] as const;
  return {
    pairs: themes.flatMap((theme) => pairsOf(brand, theme)),
    adjustments: themes.flatMap((theme) => adjustmentsOf(brand, theme)),
  };
}

function pairsOf(brand: Brand, theme: ThemeName): PairReport[] {
  const t = themeTokens(brand, theme);
  const behind = backdrops[theme];
  const worst = (colour: Oklch, others: readonly Oklch[]) =>
    Math.min(...others.map((other) => contrast(colour, other)));
  const line = (pair: BrandPair, ratio: number, needed: number): PairReport => {
    const verdict = ratio >= 7 ? "excellent" : ratio >= needed ? "good" : "weak";
    // Rounded down: 4.49 is never told as 4.5.
    return { pair, theme, ratio: Math.floor(ratio * 10) / 10, needed, verdict };
  };
  return [
    line("button", worst(t["on-brand"], [t.brand, t["brand-hover"]]), 4.5),
    line("link", worst(t["brand-text"], behind), 4.5),
    line("nav", contrast(t["on-brand-soft"], t["brand-soft"]), 4.5),
    line("icon", worst(t.accent, behind), 3),
    line("focus", worst(t.ring, behind), 3),
  ];
}

/** Less than this apart in lightness (0–1) is the same colour to the eye. */
const NOTICEABLE = 0.02;

function adjustmentsOf(brand: Brand, theme: ThemeName): Adjustment[] {
  const tokens = themeTokens(brand, theme);
  const moved = (what: Adjustment["what"], from: string, to: Oklch): Adjustment[] =>
    Math.abs(fromHex(from).l - to.l) < NOTICEABLE
      ? []
      : [{ what, theme, from: from.toLowerCase(), to: toHex(to) }];
  return [
    ...moved("button", brand.primary, tokens.brand),
    ...moved("link", brand.primary, tokens["brand-text"]),
    ...(brand.accent ? moved("accent", brand.accent, tokens.accent) : []),
  ];
}
