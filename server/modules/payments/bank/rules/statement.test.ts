import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyDigits, toMajor } from "@/server/kernel/money";
import { decodeText, parseCsv, SEPARATORS } from "@/server/kernel/parse-csv";
import { decimalsOf, type GivenLine, readMovement, type StatementLine } from "./read-movement";
import { fromTitles, guessStatement, STATEMENT_FIELDS, titlesOf } from "./statement-fields";

const today = "2026-07-31";
/** How a bank writes: its marks, its days, one column or two, what stands above the titles. */
type Bank = {
  separator: ";" | "," | "\t";
  decimals: "." | ",";
  groups: boolean;
  day: "dmy" | "iso" | "dots";
  columns: "one" | "two" | "minusDebit" | "sign";
  preamble: boolean;
  latin1: boolean;
};
const banks: fc.Arbitrary<Bank> = fc.record({
  separator: fc.constantFrom(...SEPARATORS),
  decimals: fc.constantFrom(".", ","),
  groups: fc.boolean(),
  day: fc.constantFrom("dmy", "iso", "dots"),
  columns: fc.constantFrom("one", "two", "minusDebit", "sign"),
  preamble: fc.boolean(),
  latin1: fc.boolean(),
});
const words = fc
  .array(fc.constantFrom("PAGO", "Muñoz", "Ñahui", '"Yape"', "a;b", "x,y", "Pérez"), {
    maxLength: 4,
  })
  .map((parts) => parts.join(" "));
const lines = fc.array(
  fc.record({
    movedOn: fc
      .date({ min: new Date("2020-01-01"), max: new Date("2026-07-31"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
    amountMinor: fc.integer({ min: -99_999_999_99, max: 99_999_999_99 }).filter((n) => n !== 0),
    reference: fc.stringMatching(/^\d{0,10}$/),
    text: words,
  }),
  { minLength: 1, maxLength: 20 },
);

function writeAmount(minor: number, currency: string, { decimals, groups }: Bank): string {
  const [whole = "", places] = toMajor(Math.abs(minor), currency).split(".");
  const thousands = decimals === "." ? "," : ".";
  const shown = groups ? whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands) : whole;
  return `${minor < 0 ? "-" : ""}${shown}${places ? decimals + places : ""}`;
}

function writeDay(day: string, { day: manner }: Bank): string {
  const [year, month, date] = day.split("-");
  if (manner === "iso") return day;
  return [date, month, year].join(manner === "dots" ? "." : "/");
}

/** A statement as such a bank would give it. */
function write(rows: readonly StatementLine[], currency: string, bank: Bank): Uint8Array {
  const money = {
    one: ["Importe"],
    two: ["Abono", "Cargo"],
    minusDebit: ["Abono", "Cargo"],
    sign: ["Importe", "D/C"],
  };
  const cells = rows.map(({ movedOn, amountMinor, reference, text }) => {
    const plain = (minor: number) => writeAmount(minor, currency, bank);
    const amount = {
      one: [plain(amountMinor)],
      two: amountMinor > 0 ? [plain(amountMinor), ""] : ["", plain(0 - amountMinor)],
      minusDebit: amountMinor > 0 ? [plain(amountMinor), ""] : ["", plain(amountMinor)],
      sign: [plain(Math.abs(amountMinor)), amountMinor > 0 ? "C" : "D"],
    }[bank.columns];
    return [writeDay(movedOn, bank), text, reference, ...amount];
  });
  const head = ["Fecha", "Descripción", "N° operación", ...money[bank.columns]];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const table = [head, ...cells].map((row) => row.map(cell).join(bank.separator));
  const above = bank.preamble ? ["Estado de cuenta", "Titular FibraNet SAC"] : [];
  const all = [...above, ...table].join("\r\n");
  return bank.latin1 ? Uint8Array.from(Buffer.from(all, "latin1")) : new TextEncoder().encode(all);
}

/** The way of an uploaded file: bytes → rows → lines. */
function read(bytes: Uint8Array, currency: string) {
  const [head, ...rows] = fromTitles(parseCsv(decodeText(bytes).text));
  const mapping = guessStatement(head?.cells ?? []);
  const given = rows.map(({ cells }) =>
    Object.fromEntries(
      STATEMENT_FIELDS.flatMap(({ name }) => {
        const column = mapping[name];
        return column === undefined ? [] : [[name, cells[column] ?? ""]];
      }),
    ),
  ) as GivenLine[];
  const amounts = given.flatMap(({ amount, credit, debit }) => [
    amount ?? "",
    credit ?? "",
    debit ?? "",
  ]);
  return given.map((one) => readMovement(one, { currency, today, decimals: decimalsOf(amounts) }));
}

test("any statement that a bank here writes is read back as it was meant: marks, days, columns, encodings", () => {
  fc.assert(
    fc.property(lines, banks, fc.constantFrom("PEN", "CLP", "BRL"), (rows, bank, currency) => {
      const meant = rows.map(({ text, ...row }) => ({ ...row, text: text.trim() }));
      expect(currencyDigits(currency)).toBeLessThan(3);
      expect(read(write(meant, currency, bank), currency)).toEqual(meant);
    }),
    { numRuns: 300 },
  );
});

const one = (given: GivenLine, over: object = {}) =>
  readMovement(
    { movedOn: "01/07/2026", ...given },
    { currency: "PEN", today, decimals: undefined, ...over },
  );

test("what cannot be read is refused with its reason, never guessed", () => {
  expect(one({ movedOn: "31/02/2026", amount: "5.00" })).toEqual({ problem: "import_day_invalid" });
  expect(one({ movedOn: "01/08/2026", amount: "5.00" })).toEqual({ problem: "received_in_future" });
  expect(one({ amount: "gratis" })).toEqual({ problem: "import_amount_invalid" });
  expect(one({ amount: "" })).toEqual({ problem: "import_amount_invalid" });
  expect(one({ amount: "0,00" })).toEqual({ problem: "bank_amount_none" });
  expect(one({ amount: "10.005,00" })).toMatchObject({ amountMinor: 1_000_500 });
  expect(one({ amount: "1,2345" })).toEqual({ problem: "import_amount_invalid" });
  // Thousands or thousandths: nobody can say, unless the rest of the file does.
  expect(one({ amount: "1.234" })).toEqual({ problem: "import_amount_invalid" });
  expect(one({ amount: "1.234" }, { decimals: "," })).toMatchObject({ amountMinor: 123_400 });
  expect(one({ amount: "1.234" }, { currency: "CLP" })).toMatchObject({ amountMinor: 1_234 });
});

test("what left is below zero however the bank says so", () => {
  const left: GivenLine[] = [
    { amount: "-50,00" },
    { amount: "50,00-" },
    { amount: "(50,00)" },
    { amount: "S/ 50.00", sign: "Cargo" },
    { amount: "50.00", sign: "D" },
    { credit: "", debit: "50.00" },
    { credit: "0.00", debit: "-50.00" },
  ];
  for (const given of left)
    expect(one(given), JSON.stringify(given)).toMatchObject({ amountMinor: -5_000 });
});

test("columns are found by their titles, and found again where they stood the last time", () => {
  const header = ["Fecha operación", "Glosa", "Haber", "Debe", "Saldo", "Nro. operación"];
  const mapping = guessStatement(header);
  expect(mapping).toEqual({ movedOn: 0, text: 1, credit: 2, debit: 3, reference: 5 });
  const chosen = { ...mapping, text: 4 };
  const other = ["Saldo", ...header.filter((title) => title !== "Saldo")];
  expect(guessStatement(other, titlesOf(header, chosen))).toMatchObject({ text: 0, movedOn: 1 });
});
