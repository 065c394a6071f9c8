import parsePhone, { type CountryCode } from "libphonenumber-js/min";
import { z } from "zod";
import { foldText } from "@/server/kernel/fold-text";
import { canonicalTaxId, checkTaxId, type TaxIdProblem, taxIdKinds } from "@/server/kernel/tax-id";
import type { Given } from "./fields";

/** A customer as a row of a file gives it, understood. */
export type CustomerRow = {
  name: string;
  kind: "person" | "company";
  /** Without a number all three are empty. */
  taxCountry: string;
  taxIdKind: string;
  taxId: string;
  email: string | null;
  phone: string | null;
  city: string;
  status: "lead" | "active" | "former";
};

const KINDS: [CustomerRow["kind"], RegExp][] = [
  ["company", /^(empresa|company|juridic[ao]|pj|ruc|cnpj|negocio|business|organiza.*)$/],
  ["person", /^(persona|pessoa|person|natural|fisica|pf|dni|cpf|particular|individual|)$/],
];
const STATUSES: [CustomerRow["status"], RegExp][] = [
  ["active", /^(activ[ao]|active|ativ[ao]|vigente|si|yes|sim|1|)$/],
  ["lead", /^(lead|prospecto?|interesad[ao]|interessad[ao]|potencial)$/],
  [
    "former",
    /^(former|ex|baja|inactiv[ao]|inactive|inativ[ao]|retirad[ao]|cancelad[ao]|cancelled|no|0)$/,
  ],
];
const mailbox = z.email().max(254);

/** A row's fields → a customer of a tenant of `country`, or the first thing that is wrong with them. Pure. */
export function readCustomer(given: Given, country: string): CustomerRow | { problem: string } {
  const name = given["name"] ?? "";
  if (name === "") return { problem: "name_required" };
  if (name.length > 160) return { problem: "import_name_long" };
  const tax = taxOf(given["taxId"] ?? "", country);
  if ("problem" in tax) return tax;
  const email = (given["email"] ?? "").toLowerCase() || null;
  if (email && !mailbox.safeParse(email).success) return { problem: "email_invalid" };
  const phone = phoneOf(given["phone"] ?? "", country);
  if (phone === undefined) return { problem: "phone_invalid" };
  const kind = wordIn(KINDS, given["kind"]);
  if (!kind) return { problem: "import_kind_unknown" };
  const status = wordIn(STATUSES, given["status"]);
  if (!status) return { problem: "import_status_unknown" };
  return { name, ...tax, email, phone, kind, status, city: (given["city"] ?? "").slice(0, 80) };
}

type Tax = Pick<CustomerRow, "taxCountry" | "taxIdKind" | "taxId">;

/** Identity cards: a number that is no tax id with a check digit may still be one. */
const CARDS: readonly string[] = ["DNI", "CC"];

/**
 * The first kind of the country that the number fits. A wrong check digit is a typing error: after one no laxer kind is
 * taken but an identity card (Colombia's have the length of a NIT), and none where the digit was set apart by a dash.
 */
function taxOf(text: string, country: string): Tax | { problem: TaxIdProblem } {
  if (text === "") return { taxCountry: "", taxIdKind: "", taxId: "" };
  let problem: TaxIdProblem = "tax_id_length";
  for (const taxIdKind of taxIdKinds(country)) {
    const mistyped = problem === "tax_id_check_digit";
    if (mistyped && (!CARDS.includes(taxIdKind) || /-[\dk]$/i.test(text))) continue;
    const found = checkTaxId(country, taxIdKind, text);
    if (found === null) {
      const taxId = canonicalTaxId(country, taxIdKind, text);
      return { taxCountry: country, taxIdKind, taxId };
    }
    if (found === "tax_id_check_digit" || problem === "tax_id_length") problem = found;
  }
  return { problem };
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
