import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseLocale } from "./choose-locale";

test.each([
  ["the visitor's choice", "pt", "en", "es", "pt"],
  ["the browser's best", undefined, "fr, en-GB;q=0.8, es;q=0.9", "pt", "es"],
  ["the tenant's, where the browser speaks none of ours", undefined, "fr, de;q=0.5", "pt", "pt"],
  ["Spanish", undefined, null, undefined, "es"],
  ["not a made-up cookie", "xx", "en", "pt", "en"],
] as const)("%s", (_name, cookie, header, tenant, expected) => {
  expect(chooseLocale(cookie, header, tenant)).toBe(expected);
});

test("any header gives a language that we speak", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(["es", "en", "pt"]).toContain(chooseLocale(undefined, header, undefined));
    }),
  );
});
