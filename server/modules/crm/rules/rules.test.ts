import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvLine } from "@/server/kernel/csv";
import { searchTextOf } from "./search-text";

test("whatever stands in a field, a reader gets it back, and no spreadsheet calculates it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 6 }),
      (fields) => {
        const [read] = parse(csvLine(fields), { relax_column_count: true }) as string[][];
        expect(read?.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(fields);
        for (const text of read ?? []) expect(text).not.toMatch(/^[=+\-@\t\r]/);
      },
    ),
  );
});

test.each(["=1+1", "+51 999", "-2", "@cmd", "\tx", "\rx"])(
  "%j is text in a spreadsheet",
  (text) => {
    const [read] = parse(csvLine([text, "b"])) as string[][];
    expect(read?.[0]).toBe(`'${text}`);
  },
);

test("search text has no accents or capitals, and holds number, mail, phone and city", () => {
  expect(
    searchTextOf({
      number: 12,
      name: "José  Ñáñez",
      email: "j@x.demo",
      phone: "+51999",
      city: "Córdoba",
    }),
  ).toBe("jose nanez #12 j@x.demo +51999 cordoba");
});
