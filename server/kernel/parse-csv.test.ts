import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { decodeText, guessSeparator, parseCsv, SEPARATORS } from "./parse-csv";
import { withinMs } from "@/server/testing/within-ms";

const cell = fc.string({ unit: fc.constantFrom(..."aáñÇ€ 1,;\t\"'\n=@".split(""), "\r\n", "ção") });
const table = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const cellsOf = (text: string, separator: (typeof SEPARATORS)[number]) =>
  parseCsv(text, separator).map(({ cells }) => cells);

test("what is written is read back: any separator, any line end, with or without the mark", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.constantFrom("", "\uFEFF"),
      fc.boolean(),
      (rows, separator, end, mark, last) => {
        const text = rows.map((row) => row.map(quoted).join(separator)).join(end);
        expect(cellsOf(mark + text + (last ? end : ""), separator)).toEqual(rows);
      },
    ),
  );
});

test("it reads what csv-parse reads", () => {
  fc.assert(
    fc.property(table, fc.constantFrom(...SEPARATORS), (rows, delimiter) => {
      const text = rows
        .map((row) =>
          row.map((one) => (/["\r\n,;\t]/.test(one) ? quoted(one) : one)).join(delimiter),
        )
        .join("\n");
      const theirs = parse(text, {
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ["\r\n", "\n", "\r"],
      });
      expect(cellsOf(text, delimiter)).toEqual(theirs);
    }),
  );
});

test("any text at all is read without an error, and each cell's text was in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const { cells, line } of parseCsv(text)) {
        expect(line).toBeGreaterThan(0);
        expect(cells.length).toBeGreaterThan(0);
      }
    }),
  );
});

test("each row knows the line on which it begins, over cells of several lines", () => {
  const rows = parseCsv('a,b\n"x\ny",1\n\n"z",2\r\nlast,3', ",");
  expect(rows.map(({ line }) => line)).toEqual([1, 2, 5, 6]);
});

test("a text of Windows-1252 is known by what it is, UTF-8 by being valid", () => {
  const word = "Ñandú — Peñaranda €";
  expect(decodeText(new TextEncoder().encode(word))).toEqual({ text: word, encoding: "utf-8" });
  expect(decodeText(new TextEncoder().encode(`\uFEFF${word}`)).text).toBe(word);
  const ansi = Uint8Array.from([0xd1, 0x61, 0x6e, 0x64, 0xfa, 0x20, 0x80]);
  expect(decodeText(ansi)).toEqual({ text: "Ñandú €", encoding: "windows-1252" });
});

test("the separator is the one of the first line, not the one in its quotes", () => {
  expect(guessSeparator('"a,b,c,d";x;y\n1,2,3,4,5')).toBe(";");
  expect(guessSeparator("nombre\tcorreo\n")).toBe("\t");
  expect(guessSeparator("nombre")).toBe(",");
});

test("50 000 rows are read within two seconds", () => {
  const text = "nombre;correo;teléfono\n" + 'María Quispe;m@x.pe;"987 654 321"\n'.repeat(50_000);
  const began = performance.now();
  expect(parseCsv(text)).toHaveLength(50_001);
  expect(performance.now() - began).toBeLessThan(withinMs(2_000));
});
