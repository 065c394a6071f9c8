import { expect, it } from "vitest";
import { COUNTRIES, isCurrency, isTimeZone } from "@/server/modules/tenants/rules/places";
import { countryHabits } from "./country-habits";

it("offers every country that the server takes, with a zone and a currency that it takes", () => {
  expect(Object.keys(countryHabits).toSorted()).toEqual(COUNTRIES.toSorted());
  for (const { timeZone, currency } of Object.values(countryHabits)) {
    expect(isTimeZone(timeZone)).toBe(true);
    expect(isCurrency(currency)).toBe(true);
  }
});
