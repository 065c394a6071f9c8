import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Brand, brandFonts, brandRadii } from "./brand";
import { brandReport } from "./brand-report";
import { contrast, fromHex, type Oklch } from "./oklch";
import { paperBrand } from "./paper";
import { themeCss, themeTokens, themeVariables } from "./theme";

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const ugly = [
  "#ffee00",
  "#000000",
  "#ffffff",
  "#39ff14",
  "#ff00ff",
  "#808080",
  "#fefe33",
  "#010101",
];
const brands = fc.record({
  name: fc.constant("Any"),
  primary: fc.oneof({ weight: 4, arbitrary: hex }, fc.constantFrom(...ugly)),
  accent: fc.option(fc.oneof(hex, fc.constantFrom(...ugly)), { nil: undefined }),
  font: fc.constantFrom(...brandFonts),
  radius: fc.constantFrom(...brandRadii),
}) satisfies fc.Arbitrary<Brand>;

/** The neutral tokens as the product's own style sheet has them: what this test says of them is true of the screen. */
const sheet = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");
const neutral = (theme: "light" | "dark", name: string): Oklch => {
  const block = sheet.split(
    theme === "light" ? '[data-theme="light"] {' : '[data-theme="dark"] {',
  )[1];
  const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block ?? "")?.[1];
  if (!value) throw new Error(`no neutral token ${name} in ${theme}`);
  return fromHex(value);
};
const PAGES = ["background", "surface", "raised"] as const;
const TONES = ["ok", "warn", "bad", "info"] as const;

/** Every pair of text and what lies behind it that the screens use with a brand's colours. */
function textPairs(brand: Brand, theme: "light" | "dark"): [string, Oklch, Oklch][] {
  const t = themeTokens(brand, theme);
  return [
    ["button", t["on-brand"], t.brand],
    ["button, pointed at", t["on-brand"], t["brand-hover"]],
    ["chosen entry, empty state's icon", t["on-brand-soft"], t["brand-soft"]],
    ["link on a quiet row", t["brand-text"], t["brand-soft"]],
    ["text that just arrived", neutral(theme, "text"), t["brand-soft"]],
    ["quiet text that just arrived", neutral(theme, "muted"), t["brand-soft"]],
    ...PAGES.map((page): [string, Oklch, Oklch] => [
      `link on ${page}`,
      t["brand-text"],
      neutral(theme, page),
    ]),
  ];
}
function graphicPairs(brand: Brand, theme: "light" | "dark"): [string, Oklch, Oklch][] {
  const t = themeTokens(brand, theme);
  return PAGES.flatMap((page): [string, Oklch, Oklch][] => [
    [`focus ring on ${page}`, t.ring, neutral(theme, page)],
    [`accent on ${page}`, t.accent, neutral(theme, page)],
  ]);
}

describe("200 random brands and the ugliest we know", () => {
  test.each(["light", "dark"] as const)(
    "every text is at 4.5:1 or better, every sign at 3:1, in %s",
    (theme) => {
      const check = (brand: Brand) => {
        for (const [what, one, other] of textPairs(brand, theme))
          expect([what, brand.primary, contrast(one, other) >= 4.5]).toEqual([
            what,
            brand.primary,
            true,
          ]);
        for (const [what, one, other] of graphicPairs(brand, theme))
          expect([what, brand.primary, contrast(one, other) >= 3]).toEqual([
            what,
            brand.primary,
            true,
          ]);
      };
      fc.assert(fc.property(brands, check), { numRuns: 200 });
      for (const primary of ugly)
        for (const accent of ugly)
          check({ name: "x", primary, accent, font: "inter", radius: "soft" });
    },
  );

  test("mail and paper: filled areas and headings can be read too", () => {
    fc.assert(
      fc.property(brands, (brand) => {
        const paper = paperBrand(brand);
        expect(contrast(fromHex(paper.onFill), fromHex(paper.fill))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(fromHex(paper.text), fromHex("#ffffff"))).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 200 },
    );
  });

  test("the report tells no weak pair, and says which colours it moved", () => {
    fc.assert(
      fc.property(brands, (brand) => {
        for (const { verdict, ratio, needed } of brandReport(brand).pairs) {
          expect(verdict).not.toBe("weak");
          expect(ratio).toBeGreaterThanOrEqual(needed);
        }
      }),
      { numRuns: 200 },
    );
    const yellow = brandReport({ name: "x", primary: "#ffee00", font: "inter", radius: "soft" });
    expect(yellow.adjustments).toContainEqual(
      expect.objectContaining({ what: "link", theme: "light", from: "#ffee00" }),
    );
    const calm = brandReport({ name: "x", primary: "#1f5fbf", font: "inter", radius: "soft" });
    expect(calm.adjustments.filter(({ theme }) => theme === "light")).toEqual([]);
  });

  test("the style sheet holds nothing but our own tokens", () => {
    fc.assert(
      fc.property(brands, (brand) => {
        const css = themeCss(brand) + Object.values(themeVariables(brand, "dark")).join(";");
        for (const foreign of ["url(", "@import", "<", "expression", "\\", "/*"])
          expect(css.toLowerCase()).not.toContain(foreign);
      }),
      { numRuns: 200 },
    );
  });
});

test("the neutral tokens themselves can be read on every page and tone", () => {
  for (const theme of ["light", "dark"] as const) {
    for (const page of PAGES)
      for (const text of ["text", "muted", ...TONES])
        expect([
          theme,
          text,
          page,
          contrast(neutral(theme, text), neutral(theme, page)) >= 4.5,
        ]).toEqual([theme, text, page, true]);
    for (const tone of TONES)
      expect(contrast(neutral(theme, tone), neutral(theme, `${tone}-soft`))).toBeGreaterThanOrEqual(
        4.5,
      );
  }
});
