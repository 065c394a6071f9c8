import { foldText } from "@/server/kernel/fold-text";

type Searchable = {
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  city: string;
  legalName?: string;
  taxId?: string;
};

/**
 * What search looks through: name, number, e-mail, phone, city, legal name, tax id, and more ways to reach it (`others`:
 * its other addresses, its contacts' names, e-mails and phones); each once, lower-case and without accents.
 */
export function searchTextOf(row: Searchable, others: readonly string[] = []): string {
  const { number, name, email, phone, city, legalName, taxId } = row;
  const parts = [name, `#${number}`, email, phone, city, legalName, taxId, ...others];
  return [...new Set(parts.filter((part) => typeof part === "string").map(foldText))]
    .filter(Boolean)
    .join(" ");
}
