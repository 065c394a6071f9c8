import type { Brand } from "./brand";
import { brandSchema } from "./brand";
import { contrast, fromHex, type Oklch, toHex } from "./oklch";

/** The two themes every brand is drawn in. */
export type ThemeName = "light" | "dark";

/** Colours that a brand decides; everything else is neutral and lives in app/globals.css. */
export type ThemeTokens = Record<
  | "brand"
  | "brand-hover"
  | "on-brand"
  | "brand-soft"
  | "on-brand-soft"
  | "brand-text"
  | "accent"
  | "ring",
  Oklch
>;

/** What lies behind text in each theme: page, surface and raised surface, from app/globals.css. */
export const backdrops: Record<ThemeName, readonly Oklch[]> = {
  light: ["#ffffff", "#f7f7f8", "#eeeef1"].map(fromHex),
  dark: ["#111215", "#191b1f", "#24272d"].map(fromHex),
};

const WHITE = fromHex("#ffffff");
const INK = fromHex("#111215");
/** WCAG 2.2 AA for text, with a margin for rounding to 8 bits. */
const TEXT = 4.55;
/** WCAG 2.2 AA for things that are not text (focus ring, icons). */
const GRAPHIC = 3.05;

/** Brand → colours of one theme. Pure; a colour that would be unreadable is moved in lightness, never refused. */
export function themeTokens(brand: Brand, theme: ThemeName): ThemeTokens {
  const primary = fromHex(brand.primary);
  const accent = fromHex(brand.accent ?? brand.primary);
  const behind = backdrops[theme];
  const filled = fill(primary, theme);
  const soft = {
    l: theme === "light" ? 0.955 : 0.28,
    c: Math.min(primary.c * 0.25, 0.045),
    h: primary.h,
  };
  return {
    brand: filled.colour,
    "brand-hover": filled.hover,
    "on-brand": filled.on,
    "brand-soft": soft,
    "on-brand-soft": readable(primary, [soft], TEXT, theme),
    "brand-text": readable(primary, [...behind, soft], TEXT, theme),
    accent: readable(accent, behind, GRAPHIC, theme),
    ring: readable(primary, behind, GRAPHIC, theme),
  };
}

/** CSS of a brand for both themes; only numbers and words from our own lists reach it. */
export function themeCss(brand: Brand): string {
  const safe = brandSchema.parse(brand);
  const shape = `--brand-font:${fonts[safe.font]};--brand-radius:${radii[safe.radius]};`;
  const light = declarations(themeTokens(safe, "light"));
  const dark = declarations(themeTokens(safe, "dark"));
  return (
    `:root{${shape}${light}}[data-theme="dark"]{${dark}}` +
    `@media (prefers-color-scheme:dark){[data-theme="system"]{${dark}}}`
  );
}

/** The same as `name → value` for one theme, for a preview that sets them on one element. */
export function themeVariables(brand: Brand, theme: ThemeName): Record<string, string> {
  const safe = brandSchema.parse(brand);
  return Object.fromEntries([
    ["--brand-font", fonts[safe.font]],
    ["--brand-radius", radii[safe.radius]],
    ...Object.entries(themeTokens(safe, theme)).map(([name, colour]) => [
      `--${name}`,
      cssColour(colour),
    ]),
  ]);
}

/** The brand's filled colour as `#rrggbb`, for `<meta name="theme-color">` and mail. */
export function themeColour(brand: Brand): string {
  return toHex(themeTokens(brand, "light").brand);
}

const SANS = "ui-sans-serif,system-ui,sans-serif";
const fonts: Record<Brand["font"], string> = {
  inter: `"Inter Variable",${SANS}`,
  system: SANS,
  rounded: `ui-rounded,"Nunito","Inter Variable",${SANS}`,
  serif: "ui-serif,Georgia,Cambria,serif",
};
const radii: Record<Brand["radius"], string> = { sharp: "2px", soft: "8px", round: "14px" };

const cssColour = ({ l, c, h }: Oklch): string =>
  `oklch(${l.toFixed(4)} ${c.toFixed(4)} ${h.toFixed(2)})`;

function declarations(tokens: ThemeTokens): string {
  return Object.entries(tokens)
    .map(([name, colour]) => `--${name}:${cssColour(colour)};`)
    .join("");
}

/** A button's colour, its hover and the text that stands on both. */
function fill(primary: Oklch, theme: ThemeName): { colour: Oklch; hover: Oklch; on: Oklch } {
  const [lowest, highest] = theme === "light" ? [0.3, 0.86] : [0.42, 0.86];
  let colour = { ...primary, l: Math.min(highest, Math.max(lowest, primary.l)) };
  const on = contrast(colour, WHITE) >= contrast(colour, INK) * 0.62 ? WHITE : INK;
  const step = on === WHITE ? -0.01 : 0.01;
  while (contrast(colour, on) < TEXT) colour = { ...colour, l: colour.l + step };
  const hover = { ...colour, l: Math.min(0.97, Math.max(0.05, colour.l + step * 5)) };
  return { colour: inSrgb(colour), hover: inSrgb(hover), on };
}

/** The colour, moved away from what lies behind it until it can be read there. */
function readable(colour: Oklch, behind: readonly Oklch[], ratio: number, theme: ThemeName): Oklch {
  const step = theme === "light" ? -0.01 : 0.01;
  const unreadable = (seen: Oklch) => behind.some((backdrop) => contrast(seen, backdrop) < ratio);
  let moved = inSrgb(colour);
  for (let at = 0; at <= 100 && unreadable(moved); at += 1)
    moved = inSrgb({ ...colour, l: Math.min(1, Math.max(0, colour.l + step * at)) });
  return moved;
}

/** What the screen really shows, so that browsers and our contrast agree. */
function inSrgb(colour: Oklch): Oklch {
  return fromHex(toHex(colour));
}
