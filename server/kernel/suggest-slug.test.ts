import fc from "fast-check";
import { expect, test } from "vitest";
import { slugFault } from "./slugs";
import { suggestSlug } from "./suggest-slug";

test("a company's name gives the address that a person would choose", () => {
  expect(suggestSlug("Fibra Óptica del Sur S.A.C.")).toBe("fibra-optica-del-sur");
  expect(suggestSlug("  Señal & Red E.I.R.L. ")).toBe("senal-y-red");
  expect(suggestSlug("3W Telecom")).toBe("w-telecom");
  expect(suggestSlug("Admin")).toBe("admin-empresa");
  expect(suggestSlug("株式会社")).toBe("");
});

test("whatever the name, the suggestion is empty or can be taken", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (name) => {
      const slug = suggestSlug(name);
      expect(slug === "" || slugFault(slug) === null).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
