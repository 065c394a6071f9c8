import parsePhone, { type CountryCode } from "libphonenumber-js/min";
import { z } from "zod";
import { foldText } from "@/server/kernel/fold-text";
import type { CsvRow } from "@/server/kernel/parse-csv";
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from "./import-fields";

/** Rows that one import takes. */
export const MAX_IMPORT_ROWS = 50_000;

/** A customer as a row of a file gives it, understood. */
export type ImportedCustomer = {
  name: string;
  kind: "person" | "company";
  email: string | null;
  phone: string | null;
  city: string;
  status: "lead" | "active" | "former";
};

/** A row: what stood there, and what it means or why it cannot be taken (a key of `errors`). */
export type ReadRow = {
  line: number;
  given: Partial<Record<ImportField, string>>;
  customer?: ImportedCustomer;
  problem?: string;
};

const KINDS: [ImportedCustomer["kind"], RegExp][] = [
  ["company", /^(empresa|company|juridic[ao]|pj|ruc|cnpj|negocio|business|organiza.*)$/],
  ["person", /^(persona|pessoa|person|natural|fisica|pf|dni|cpf|particular|individual|)$/],
];
const STATUSES: [ImportedCustomer["status"], RegExp][] = [
  ["active", /^(activ[ao]|active|ativ[ao]|vigente|si|yes|sim|1|)$/],
  ["lead", /^(lead|prospecto?|interesad[ao]|interessad[ao]|potencial)$/],
  [
    "former",
    /^(former|ex|baja|inactiv[ao]|inactive|inativ[ao]|retirad[ao]|cancelad[ao]|cancelled|no|0)$/,
  ],
];
const mailbox = z.email().max(254);

/** Rows without the header → customers or problems; `country` is the tenant's (for phones without a country code). Pure. */
export function readRows(
  rows: readonly CsvRow[],
  mapping: ImportMapping,
  country: string,
): ReadRow[] {
  const seen = new Set<string>();
  return rows.map(({ line, cells }) => {
    const given = givenOf(cells, mapping);
    const read = readRow(given, country);
    if ("problem" in read) return { line, given, problem: read.problem };
    const contacts = contactsOf(read);
    const twice = contacts.some((contact) => seen.has(contact));
    for (const contact of contacts) seen.add(contact);
    return twice
      ? { line, given, problem: "import_twice_in_file" }
      : { line, given, customer: read };
  });
}

/** What makes two rows the same customer: an address that both have. */
export const contactsOf = ({ email, phone }: Pick<ImportedCustomer, "email" | "phone">): string[] =>
  [email, phone].filter((one) => one !== null);

function givenOf(cells: readonly string[], mapping: ImportMapping): ReadRow["given"] {
  const given: ReadRow["given"] = {};
  for (const field of IMPORT_FIELDS) {
    const column = mapping[field];
    if (column !== undefined) given[field] = (cells[column] ?? "").trim().slice(0, 500);
  }
  return given;
}

/** One row's fields → a customer, or the first thing that is wrong with them. Pure. */
export function readRow(
  given: ReadRow["given"],
  country: string,
): ImportedCustomer | { problem: string } {
  const name = (given.name ?? "").replaceAll(/\s+/g, " ");
  if (name === "") return { problem: "name_required" };
  if (name.length > 160) return { problem: "import_name_long" };
  const email = (given.email ?? "").toLowerCase() || null;
  if (email && !mailbox.safeParse(email).success) return { problem: "email_invalid" };
  const phone = phoneOf(given.phone ?? "", country);
  if (phone === undefined) return { problem: "phone_invalid" };
  const kind = wordIn(KINDS, given.kind);
  if (!kind) return { problem: "import_kind_unknown" };
  const status = wordIn(STATUSES, given.status);
  if (!status) return { problem: "import_status_unknown" };
  return { name, email, phone, kind, status, city: (given.city ?? "").slice(0, 80) };
}

/** Null: none given; undefined: not a phone. */
function phoneOf(text: string, country: string): string | null | undefined {
  if (text === "") return null;
  const phone = parsePhone(text, country as CountryCode);
  return phone?.isPossible() ? phone.number : undefined;
}

function wordIn<T>(words: [T, RegExp][], text = ""): T | undefined {
  const folded = foldText(text);
  return words.find(([, pattern]) => pattern.test(folded))?.[0];
}
