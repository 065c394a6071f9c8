import fc from "fast-check";
import { expect, test } from "vitest";
import en from "@/messages/en/import.json";
import es from "@/messages/es/import.json";
import pt from "@/messages/pt/import.json";
import { examplesOf } from "./examples";
import { FIELDS, guessFields, IMPORT_KINDS } from "./fields";
import { readCustomer } from "./read-customer";
import { readImportRow } from "./read-rows";
import { seenCustomers } from "./seen-customers";

test.each([
  [["Nombre completo", "Correo electrónico", "Celular", "Ciudad", "Tipo", "Estado", "DNI"]],
  [["Full name", "E-mail", "Phone number", "City", "Type", "Status", "Tax id"]],
  [["Nome", "E-mail", "Telefone", "Cidade", "Tipo", "Situação", "CPF/CNPJ"]],
  [["RAZÓN SOCIAL", "MAIL", "WhatsApp", "Distrito", "Clase", "Status", "Nro. de documento"]],
])("the columns of %j are understood", (header) => {
  const mapping = guessFields("customers", header);
  expect(mapping).toEqual({ name: 0, email: 1, phone: 2, city: 3, kind: 4, status: 5, taxId: 6 });
});

test.each([
  ["987654321", "PE", "+51987654321"],
  ["(0351) 422-1234", "AR", "+543514221234"],
  ["+55 11 98765-4321", "PE", "+5511987654321"],
])("the phone %s of %s is %s", (phone, country, expected) => {
  expect(readCustomer({ name: "Ana", phone }, country)).toMatchObject({ phone: expected });
});

test.each([
  ["PE", "20601234565", { taxIdKind: "RUC", taxId: "20601234565" }],
  ["PE", "45678912", { taxIdKind: "DNI", taxId: "45678912" }],
  ["PE", "20601234566", { problem: "tax_id_check_digit" }],
  ["AR", "30-71234567-1", { taxIdKind: "CUIT", taxId: "30712345671" }],
  ["AR", "30-71234567-2", { problem: "tax_id_check_digit" }],
  ["CO", "900.123.456-8", { taxIdKind: "NIT", taxId: "9001234568" }],
  ["CO", "900.123.456-7", { problem: "tax_id_check_digit" }],
  ["CO", "1020304050", { taxIdKind: "CC", taxId: "1020304050" }],
  ["BR", "11222333000181", { taxIdKind: "CNPJ", taxId: "11222333000181" }],
  ["PE", "1", { problem: "tax_id_length" }],
])("in %s the document %s is %j", (country, taxId, expected) =>
  expect(readCustomer({ name: "Ana", taxId }, country)).toMatchObject(expected),
);

test("any row is either a customer or says what is wrong with it", () => {
  const given = fc.record(
    Object.fromEntries(FIELDS.customers.map(({ name }) => [name, fc.string({ maxLength: 200 })])),
  );
  fc.assert(
    fc.property(given, (row) => {
      const read = readCustomer(row, "PE");
      if ("problem" in read) expect(read.problem).toMatch(/^[a-z_]+$/);
      else expect(read.name.length).toBeGreaterThan(0);
    }),
  );
});

test("a shared address is only said; the same document, or the same name and address, is the same customer", () => {
  const row = (name: string, email: string, taxId = "") => {
    const read = readCustomer({ name, email, taxId }, "PE");
    if ("problem" in read) throw new Error(read.problem);
    return read;
  };
  const judge = seenCustomers([
    { name: "Rosa Ñique", taxCountry: "PE", taxId: "45678912", contacts: ["casa@x.example"] },
  ]);
  expect(judge(row("Luis Ñique", "CASA@x.example"))).toEqual({ warning: "import_contact_shared" });
  expect(judge(row("rosa nique", "casa@x.example"))).toEqual({ problem: "import_exists" });
  expect(judge(row("Otra", "", "45678912"))).toEqual({ problem: "import_tax_id_known" });
  // Mother and daughter of one name, told apart by their documents.
  const daughter = row("Rosa Ñique", "casa@x.example", "45678913");
  expect(judge(daughter)).toEqual({ warning: "import_contact_shared" });
  expect(judge(daughter)).toEqual({ problem: "import_tax_id_known" });
  expect(judge(row("Sin contacto", ""))).toEqual({});
  expect(judge(row("Sin contacto", ""))).toEqual({});
});

type Words = Record<string, Record<string, string>>;
const COUNTRIES = { PE: "PEN", AR: "ARS", BR: "BRL", CL: "CLP", CO: "COP", MX: "MXN", UY: "UYU" };

test.each(Object.entries({ es, en, pt }))(
  "the example files of %s are understood in every country: each title guessed, each row good",
  (_locale, words) => {
    for (const kind of IMPORT_KINDS) {
      const [labels, samples] = [
        words.fields[kind] as Words[string],
        words.samples[kind] as Words[string],
      ];
      const names = FIELDS[kind].map(({ name }) => name);
      expect(Object.keys(labels).toSorted(), kind).toEqual(names.toSorted());
      expect(
        guessFields(
          kind,
          names.map((name) => labels[name] ?? ""),
        ),
        kind,
      ).toEqual(Object.fromEntries(names.map((name, at) => [name, at])));
      for (const [country, currency] of Object.entries(COUNTRIES)) {
        const told: Record<string, string> = examplesOf(country, currency);
        const cells = names.map((name) =>
          (samples[name] ?? "")
            .replaceAll(/\{(\w+)\}/g, (_, key: string) => told[key] ?? "")
            .split("|"),
        );
        for (let at = 0; at < (cells[0]?.length ?? 0); at++) {
          const given = Object.fromEntries(
            names.map((name, column) => [name, cells[column]?.[at] ?? ""]),
          );
          const read = readImportRow(kind, given, { currency, country });
          // Without a tax id of the country the second half of the example has no one to name.
          if (country === "UY" && given["customer"] === "") continue;
          expect(read, `${country} ${kind} ${at + 1}`).not.toHaveProperty("problem");
        }
      }
    }
  },
);
