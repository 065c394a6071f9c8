import { expect, test } from "vitest";
import { countryOf } from "./country-of";

test("an address of either family has the country of its registry; a private or broken one has none", () => {
  expect(countryOf("200.48.225.130")).toBe("PE");
  expect(countryOf("::ffff:200.48.225.130")).toBe("PE");
  expect(countryOf("2800:200:e240::1")).toBe("PE");
  for (const none of ["10.0.0.1", "127.0.0.1", "::1", "not an address", "", undefined])
    expect(countryOf(none)).toBeNull();
});
