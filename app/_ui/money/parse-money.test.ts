import fc from "fast-check";
import { expect, it } from "vitest";
import { minorDigits, moneyLocale } from "./money-locale";
import { parseMoney } from "./parse-money";

const currencies = ["PEN", "ARS", "BRL", "CLP", "USD", "PYG", "COP"] as const;

it("reads back any amount that it writes, in every language and currency", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }),
      fc.constantFrom(...currencies),
      fc.constantFrom("es", "en", "pt"),
      (minor, currency, language) => {
        const digits = minorDigits(currency);
        const text = new Intl.NumberFormat(moneyLocale(language, currency), {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(minor / 10 ** digits);
        expect(parseMoney(text, currency)).toBe(minor);
      },
    ),
  );
});

it.each([
  ["1234.5", "PEN", 123_450],
  ["1,234.50", "PEN", 123_450],
  ["1.234,50", "ARS", 123_450],
  ["S/ 89.90", "PEN", 8_990],
  ["1.234", "PEN", 123_400],
  ["1.234", "CLP", 1_234],
  [".5", "USD", 50],
  ["−12", "USD", -1_200],
])("%s %s is %i", (text, currency, minor) => expect(parseMoney(text, currency)).toBe(minor));

it.each(["", "abc", "1.2.3", "12,34.567,8", "1e5", "--1", "99999999999999999999"])(
  "%j is no amount",
  (text) => expect(parseMoney(text, "PEN")).toBeNull(),
);
