import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalTaxId, checkTaxId, formatTaxId, TAX_COUNTRIES, taxIdKinds } from "./tax-id";

/** Known by their owners' or the authorities' own pages, and python-stdnum's documentation. */
const KNOWN = [
  ["PE", "RUC", "20100047218", "20100047218"],
  ["PE", "RUC", "20131312955", "20131312955"],
  ["PE", "RUC", "20512333797", "20512333797"],
  ["PE", "DNI", "45678912", "45678912"],
  ["AR", "CUIT", "33-69345023-9", "33-69345023-9"],
  ["AR", "CUIT", "20-05536168-2", "20-05536168-2"],
  ["AR", "CUIL", "20267565393", "20-26756539-3"],
  ["BR", "CPF", "390.533.447-05", "390.533.447-05"],
  ["BR", "CNPJ", "16727230000197", "16.727.230/0001-97"],
  ["BR", "CNPJ", "33.000.167/0001-01", "33.000.167/0001-01"],
  ["BR", "CNPJ", "12.ABC.345/01DE-35", "12.ABC.345/01DE-35"],
  ["BR", "CNPJ", "12abc34501de35", "12.ABC.345/01DE-35"],
  ["CL", "RUT", "76086428-5", "76.086.428-5"],
  ["CL", "RUT", "12.531.909-2", "12.531.909-2"],
  ["CO", "NIT", "890.903.938-8", "890.903.938-8"],
  ["CO", "NIT", "800197268-4", "800.197.268-4"],
  ["CO", "NIT", "899.999.068-1", "899.999.068-1"],
  ["MX", "RFC", "GODE 561231 GR8", "GODE561231GR8"],
  ["MX", "RFC", "SAT970701NN3", "SAT970701NN3"],
  ["MX", "RFC", "XAXX010101000", "XAXX010101000"],
  ["MX", "CURP", "BOXW310820HNERXN09", "BOXW310820HNERXN09"],
  ["US", "taxId", "12-3456789", "123456789"],
] as const;

test.each(KNOWN)("%s %s %s is good and is written %s", (country, kind, id, written) => {
  expect(checkTaxId(country, kind, id)).toBeNull();
  expect(formatTaxId(country, kind, id)).toBe(written);
});

test.each([
  ["PE", "RUC", "20512333798", "tax_id_check_digit"],
  ["PE", "RUC", "2051233379", "tax_id_length"],
  ["PE", "RUC", "30512333797", "tax_id_format"],
  ["PE", "DNI", "4567891", "tax_id_length"],
  ["PE", "DNI", "4567891A", "tax_id_format"],
  ["AR", "CUIT", "20267565392", "tax_id_check_digit"],
  ["AR", "CUIL", "30500010912", "tax_id_format"],
  ["BR", "CPF", "231.002.999-00", "tax_id_check_digit"],
  ["BR", "CPF", "111.111.111-11", "tax_id_check_digit"],
  ["BR", "CNPJ", "16.727.230/0001-98", "tax_id_check_digit"],
  ["BR", "CNPJ", "12.ABC.345/01DE-3A", "tax_id_format"],
  ["CL", "RUT", "76086428-8", "tax_id_check_digit"],
  ["CL", "RUT", "7608K428-5", "tax_id_format"],
  ["CO", "NIT", "890.903.938-7", "tax_id_check_digit"],
  ["MX", "RFC", "VACE460910SX6", "tax_id_check_digit"],
  ["MX", "RFC", "VACE461310SX6", "tax_id_format"],
  ["MX", "CURP", "BOXW310820HNERXN08", "tax_id_check_digit"],
  ["PE", "CUIT", "20267565393", "tax_id_kind_unknown"],
  ["PE", "constructor", "1", "tax_id_kind_unknown"],
  ["", "RUC", "20512333797", "tax_id_kind_unknown"],
] as const)("%s %s %s is refused: %s", (country, kind, id, problem) => {
  expect(checkTaxId(country, kind, id)).toBe(problem);
});

const text = (length: number, letters = "0123456789") =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length });
const two = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** Bodies that get the check digit that the rule accepts; a body without one (CUIT's 10) is none. */
const complete = (country: string, kind: string, body: string, ends: readonly string[]) =>
  ends.map((end) => body + end).find((id) => checkTaxId(country, kind, id) === null);

const one = [..."0123456789"];
const MADE: [string, string, fc.Arbitrary<string>, readonly string[]][] = [
  ["PE", "RUC", text(8).map((rest) => `20${rest}`), one],
  ["AR", "CUIT", text(8).map((rest) => `30${rest}`), one],
  ["BR", "CPF", text(9), two],
  ["BR", "CNPJ", text(12, "0123456789ABCXYZ"), two],
  ["CL", "RUT", text(7).map((rest) => `1${rest}`), [...one, "K"]],
  ["CO", "NIT", text(9), one],
  ["MX", "RFC", text(3, "ABCÑ&Z").map((name) => `${name}970701NN`), [...one, "A"]],
  ["MX", "CURP", text(2, "0123456789").map((year) => `BOXW${year}0820HNERXN0`), one],
];

describe.each(MADE)("%s %s", (country, kind, bodies, ends) => {
  const ids = bodies
    .map((body) => complete(country, kind, body, ends))
    .filter((id) => id !== undefined);

  test("a valid id survives its own canonical and written forms", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const written = formatTaxId(country, kind, id);
        expect(checkTaxId(country, kind, written)).toBeNull();
        expect(canonicalTaxId(country, kind, written)).toBe(canonicalTaxId(country, kind, id));
      }),
    );
  });

  test("there is one check digit for a body, or none", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const good = ends.filter((end) => checkTaxId(country, kind, body + end) === null);
        expect(good.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** Remainders and written digits are one to one there, so that no wrong digit can hide. */
describe.each(
  MADE.filter(([country, kind]) => ["AR CUIT", "CL RUT"].includes(`${country} ${kind}`)),
)("%s %s guarantees", (country, kind, bodies, ends) => {
  test("that any single wrong digit is refused", () => {
    const ids = bodies
      .map((body) => complete(country, kind, body, ends))
      .filter((id) => id !== undefined);
    fc.assert(
      fc.property(ids, fc.nat(10), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const place = at % id.length;
        const digit = id[place] ?? "";
        const wrong = digit === "K" ? "0" : String((Number(digit) + by) % 10);
        const changed = id.slice(0, place) + wrong + id.slice(place + 1);
        expect(checkTaxId(country, kind, changed)).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});

/** RUC and NIT write two remainders as 1: there alone a wrong digit can hide. */
test.each([
  ["PE", "RUC", text(8).map((rest) => `20${rest}`)],
  ["CO", "NIT", text(9)],
] as const)(
  "%s %s refuses any single wrong digit of the body unless its check digit is 1",
  (country, kind, bodies) => {
    fc.assert(
      fc.property(bodies, fc.nat(8), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const id = complete(country, kind, body, one);
        fc.pre(id !== undefined && !id.endsWith("1"));
        const place = kind === "RUC" ? 2 + (at % 8) : at;
        const wrong = String((Number(id[place]) + by) % 10);
        expect(checkTaxId(country, kind, id.slice(0, place) + wrong + id.slice(place + 1))).toBe(
          "tax_id_check_digit",
        );
      }),
      { numRuns: 1_000 },
    );
  },
);

test("whatever is typed, it is judged without an accident, and only what is good has the shape kept", () => {
  const countries = [...TAX_COUNTRIES, "US", "", "__proto__"];
  fc.assert(
    fc.property(fc.constantFrom(...countries), fc.string({ unit: "binary" }), (country, typed) => {
      for (const kind of taxIdKinds(country)) {
        const problem = checkTaxId(country, kind, typed);
        const kept = canonicalTaxId(country, kind, typed);
        expect(kept).toMatch(/^[A-Z0-9Ñ&]*$/);
        expect(checkTaxId(country, kind, kept)).toBe(problem);
      }
    }),
  );
});
