import { foldText } from "@/server/kernel/fold-text";
import type { CustomerRow } from "./read-customer";

/** A customer that there is already, or that an earlier row of the file brings. */
export type SeenCustomer = {
  name: string;
  taxCountry: string;
  taxId: string;
  /** E-mails and phones. */
  contacts: readonly string[];
};

/** `problem` refuses the row; `warning` is only said. Both keys of `errors`. */
export type Judgement = { problem?: string; warning?: string };

/**
 * Judges rows against who is known and against the rows before: the same tax id is the same customer, and so are the
 * same name and address (unless both have tax ids, which differ: father and son). An address alone is shared by families
 * and companies: the row is taken, and it is said. Pure.
 */
export function seenCustomers(known: readonly SeenCustomer[]): (row: CustomerRow) => Judgement {
  const taxIds = new Set<string>();
  const byContact = new Map<string, SeenCustomer[]>();
  const add = (seen: SeenCustomer) => {
    if (seen.taxId) taxIds.add(taxKey(seen));
    for (const contact of seen.contacts) {
      const others = byContact.get(contact);
      if (others) others.push(seen);
      else byContact.set(contact, [seen]);
    }
  };
  known.forEach(add);
  return (row) => {
    const seen = { ...row, contacts: [row.email ?? [], row.phone ?? []].flat() };
    if (row.taxId && taxIds.has(taxKey(row))) return { problem: "import_tax_id_known" };
    const sharing = seen.contacts.flatMap((contact) => byContact.get(contact) ?? []);
    if (sharing.some((other) => isSame(seen, other))) return { problem: "import_exists" };
    add(seen);
    return sharing.length > 0 ? { warning: "import_contact_shared" } : {};
  };
}

const taxKey = ({ taxCountry, taxId }: Pick<SeenCustomer, "taxCountry" | "taxId">): string =>
  `${taxCountry} ${taxId}`;

const isSame = (one: SeenCustomer, other: SeenCustomer): boolean =>
  foldText(one.name) === foldText(other.name) && !(one.taxId && other.taxId);
