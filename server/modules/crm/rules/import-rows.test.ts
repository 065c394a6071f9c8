import fc from "fast-check";
import { expect, test } from "vitest";
import { IMPORT_FIELDS, guessMapping } from "./import-fields";
import { readRow, readRows } from "./import-rows";

test.each([
  [["Nombre completo", "Correo electrónico", "Celular", "Ciudad", "Tipo", "Estado"]],
  [["Full name", "E-mail", "Phone number", "City", "Type", "Status"]],
  [["Nome", "E-mail", "Telefone", "Cidade", "Tipo", "Situação"]],
  [["RAZÓN SOCIAL", "MAIL", "WhatsApp", "Distrito", "Clase", "Status"]],
])("the columns of %j are understood", (header) => {
  const mapping = guessMapping(header);
  expect(mapping).toEqual({ name: 0, email: 1, phone: 2, city: 3, kind: 4, status: 5 });
});

test("no column is taken twice, whatever the header says", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("nombre", "correo", "tel", "x", "estado", "")),
      (header) => {
        const columns = Object.values(guessMapping(header));
        expect(new Set(columns).size).toBe(columns.length);
      },
    ),
  );
});

test.each([
  ["987654321", "PE", "+51987654321"],
  ["(0351) 422-1234", "AR", "+543514221234"],
  ["+55 11 98765-4321", "PE", "+5511987654321"],
])("the phone %s of %s is %s", (phone, country, expected) => {
  expect(readRow({ name: "Ana", phone }, country)).toMatchObject({ phone: expected });
});

test("any row is either a customer or says what is wrong with it", () => {
  const given = fc.record(
    Object.fromEntries(IMPORT_FIELDS.map((field) => [field, fc.string({ maxLength: 200 })])),
  );
  fc.assert(
    fc.property(given, (row) => {
      const read = readRow(row, "PE");
      if ("problem" in read) expect(read.problem).toMatch(/^[a-z_]+$/);
      else expect(read.name.length).toBeGreaterThan(0);
    }),
  );
});

test("of two rows with the same address the first counts", () => {
  const rows = [
    { line: 2, cells: ["Ana", "a@x.example"] },
    { line: 3, cells: ["Ana dos", "A@X.example "] },
  ];
  const read = readRows(rows, { name: 0, email: 1 }, "PE");
  expect(read.map(({ problem }) => problem)).toEqual([undefined, "import_twice_in_file"]);
});
