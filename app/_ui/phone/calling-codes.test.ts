import fc from "fast-check";
import { expect, it } from "vitest";
import { COUNTRIES } from "@/server/modules/tenants/rules/places";
import { callingCodes, joinPhone, splitPhone } from "./calling-codes";

it("knows the calling code of every country of the product", () => {
  expect(COUNTRIES.filter((country) => !callingCodes[country])).toEqual([]);
});

it("takes a number apart and puts it together again, whatever country is assumed", () => {
  const country = fc.constantFrom(...COUNTRIES);
  fc.assert(
    fc.property(country, country, fc.stringMatching(/^[1-9]\d{5,9}$/), (of, assumed, national) => {
      const number = joinPhone(of, national);
      const split = splitPhone(number, assumed);
      expect(joinPhone(split.country, split.national)).toBe(number);
    }),
  );
});

it("takes a pasted international number as it is, and spaces, hyphens and a trunk zero away", () => {
  expect(joinPhone("PE", "+54 351 555-0101")).toBe("+543515550101");
  expect(joinPhone("PE", "987 654 321")).toBe("+51987654321");
  expect(joinPhone("AR", "0351 555 0101")).toBe("+543515550101");
  expect(joinPhone("PE", " ")).toBe("");
});
