import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { type Brand, brandFonts, brandSchema } from "./brand";
import { brandFor } from "./defaults";
import { contrast, fromHex, toHex } from "./oklch";
import { backdrops, themeColour, themeCss, themeTokens } from "./theme";

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const brands = fc.record({
  name: fc.constant("Any"),
  primary: hex,
  accent: fc.option(hex, { nil: undefined }),
  font: fc.constantFrom(...brandFonts),
  radius: fc.constantFrom("sharp" as const, "soft" as const, "round" as const),
}) satisfies fc.Arbitrary<Brand>;
const themes = ["light", "dark"] as const;

describe("a brand's theme", () => {
  it("keeps every text at 4.5:1 or better in both themes, whatever the colour", () => {
    fc.assert(
      fc.property(brands, fc.constantFrom(...themes), (brand, theme) => {
        const tokens = themeTokens(brand, theme);
        expect(contrast(tokens["on-brand"], tokens.brand)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tokens["on-brand"], tokens["brand-hover"])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tokens["on-brand-soft"], tokens["brand-soft"])).toBeGreaterThanOrEqual(4.5);
        for (const backdrop of backdrops[theme])
          expect(contrast(tokens["brand-text"], backdrop)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the focus ring and accents at 3:1 or better on every surface", () => {
    fc.assert(
      fc.property(brands, fc.constantFrom(...themes), (brand, theme) => {
        const { ring, accent } = themeTokens(brand, theme);
        for (const backdrop of backdrops[theme]) {
          expect(contrast(ring, backdrop)).toBeGreaterThanOrEqual(3);
          expect(contrast(accent, backdrop)).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(["#ffff00", "#000000", "#ffffff", "#808080", "#00ff00"])(
    "adjusts the awkward brand %s instead of refusing it",
    (primary) => {
      const brand = brandSchema.parse({ name: "Awkward", primary });
      expect(themeColour(brand)).toMatch(/^#[0-9a-f]{6}$/);
      for (const theme of themes) {
        const tokens = themeTokens(brand, theme);
        expect(contrast(tokens["on-brand"], tokens.brand)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it("lets nothing but tokens reach the style sheet", () => {
    const shape =
      /^:root\{--brand-font:[a-zA-Z" ,-]+;--brand-radius:\d+px;(?:--[a-z-]+:oklch\(-?\d+\.\d+ \d+\.\d+ \d+\.\d+\);){8}\}\[data-theme="dark"\]\{(?:--[a-z-]+:oklch\([\d. -]+\);){8}\}@media \(prefers-color-scheme:dark\)\{\[data-theme="system"\]\{(?:--[a-z-]+:oklch\([\d. -]+\);){8}\}\}$/;
    fc.assert(
      fc.property(brands, (brand) => {
        expect(themeCss(brand)).toMatch(shape);
      }),
    );
  });

  it("refuses every value that is not a token, so that no CSS can be smuggled in", () => {
    const attacks = [
      "url(//x)",
      "}",
      "@import 'x'",
      "</style><script>",
      "expression(1)",
      "\\7d",
      "/*",
    ];
    const hostile = fc
      .tuple(fc.string(), fc.constantFrom(...attacks), fc.string())
      .map((parts) => parts.join(""));
    const fields = fc.constantFrom("primary", "accent", "font", "radius");
    fc.assert(
      fc.property(hostile, fields, (value, field) => {
        const brand = { ...brandFor("fibranet", "FibraNet"), [field]: value } as Brand;
        expect(() => themeCss(brand)).toThrow(ZodError);
      }),
      { numRuns: 500 },
    );
  });

  it("never carries the tenant's name into the style sheet", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const css = themeCss(brandFor("fibranet", `x</style>${name}`));
        expect(css).not.toContain("</style");
      }),
    );
  });
});

describe("colours", () => {
  it("come back from OKLCH as they went in", () => {
    fc.assert(
      fc.property(hex, (colour) => {
        expect(toHex(fromHex(colour))).toBe(colour);
      }),
    );
  });

  it("measure contrast as WCAG does", () => {
    expect(contrast(fromHex("#ffffff"), fromHex("#000000"))).toBeCloseTo(21, 5);
    expect(contrast(fromHex("#777777"), fromHex("#ffffff"))).toBeCloseTo(4.48, 2);
  });
});

describe("brandFor", () => {
  it("gives an unknown key the plain brand under the tenant's own name", () => {
    expect(brandFor("no-such", " Norte SAC ").name).toBe("Norte SAC");
    expect(brandFor("__proto__", "X").primary).toBe(brandFor("no-such", "X").primary);
  });
});
