import fc from "fast-check";
import { expect, test } from "vitest";
import { FIELDS, givenOf, guessFields, IMPORT_KINDS } from "./fields";
import { readAmount, readDay } from "@/server/kernel/read-cell";
import { readImportRow } from "./read-rows";

const own = { currency: "PEN", country: "PE" };

test.each([
  ["1.234,56", "1234.56"],
  ["1,234.56", "1234.56"],
  ["1.234.567", "1234567"],
  ["S/ 120", "120"],
  ["$ 1 200,5", "1200.5"],
  ["(50.00)", "-50.00"],
  ["-50", "-50"],
  ["0,00", "0.00"],
  ["1'234.50", "1234.50"],
])("the amount %s is read as %s", (text, plain) => expect(readAmount(text)).toBe(plain));

test.each(["", "abc", "1.234", "1,234", "12,34,56", "1.23.456", "1,2.3,4", "1.", "--"])(
  "the amount %s is refused, since it says nothing or two things",
  (text) => expect(readAmount(text)).toBeUndefined(),
);

test("whatever amount is written with thousands and decimals, in either manner, the same is read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_00 }), (cents) => {
      const [whole, part] = [Math.floor(cents / 100), String(cents % 100).padStart(2, "0")];
      const groups = (mark: string) => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, mark);
      expect(readAmount(`${groups(".")},${part}`)).toBe(`${whole}.${part}`);
      expect(readAmount(`${groups(",")}.${part}`)).toBe(`${whole}.${part}`);
    }),
  );
});

test("days are read day first, and none that does not exist", () => {
  expect(["31/01/2026", "31-1-26", "2026-01-31", "31.01.2026"].map(readDay)).toEqual(
    Array.from({ length: 4 }, () => "2026-01-31"),
  );
  expect(["31/02/2026", "2026-13-01", "hoy", ""].map(readDay)).toEqual(Array.from({ length: 4 }));
});

test("every kind's own field names are guessed back, each column once", () => {
  for (const kind of IMPORT_KINDS) {
    const names = FIELDS[kind].map(({ name }) => name);
    expect(guessFields(kind, names), kind).toEqual(
      Object.fromEntries(names.map((n, at) => [n, at])),
    );
  }
  expect(
    guessFields("openInvoices", ["Cliente", "Comprobante", "Fecha", "Vencimiento", "Saldo"]),
  ).toEqual({
    ...{ customer: 0, number: 1, issuedOn: 2, dueOn: 3, amount: 4 },
  });
});

test("a row of each kind is understood", () => {
  const row = (kind: (typeof IMPORT_KINDS)[number], given: Record<string, string>) =>
    readImportRow(kind, given, own);
  expect(
    row("plans", {
      code: "fibra 100",
      name: "Fibra 100",
      price: "89,90",
      downMbps: "100 Mbps",
      upMbps: "50",
    }),
  ).toMatchObject({
    ...{
      code: "FIBRA-100",
      price: "89.90",
      currency: "PEN",
      niche: "internet",
      downKbps: 100_000,
      upKbps: 50_000,
    },
    ...{ intervalMonths: 1, billingMode: "prepaid" },
  });
  expect(
    row("services", { customer: "12", plan: "FIBRA-100", billDay: "5", state: "Cortado" }),
  ).toMatchObject({
    ...{ billDay: 5, state: "suspended", price: null, startedOn: null },
  });
  expect(
    row("openingBalances", { customer: "12", amount: "(30,00)", currency: "US$" }),
  ).toMatchObject({
    ...{ amountMinor: -3000, currency: "USD" },
  });
  expect(row("credits", { customer: "12", amount: "-5,00" })).toEqual({
    problem: "import_amount_invalid",
  });
  expect(row("openInvoices", { customer: "12", number: "F1", amount: "5,00" })).toEqual({
    problem: "import_due_required",
  });
  expect(
    row("openInvoices", {
      customer: "12",
      number: "F1",
      amount: "5,00",
      issuedOn: "2/2/26",
      dueOn: "1/2/26",
    }),
  ).toEqual({ problem: "import_due_before_issue" });
});

test("no text in any cell makes the reader fail", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...IMPORT_KINDS),
      fc.array(fc.string({ unit: "binary", maxLength: 30 }), { maxLength: 12 }),
      (kind, cells) => {
        const mapping = Object.fromEntries(FIELDS[kind].map(({ name }, at) => [name, at]));
        expect(readImportRow(kind, givenOf(kind, cells, mapping), own)).toBeTypeOf("object");
      },
    ),
  );
});
