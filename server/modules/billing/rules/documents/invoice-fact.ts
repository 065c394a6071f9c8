import type { Minor } from "@/server/kernel/money";

type Stated = {
  customerId: string;
  fullNumber: string;
  kind: string;
  currency: string;
  totalMinor: Minor;
  openMinor: Minor;
  issuedOn: string;
  dueOn: string;
};

/** What every fact of an invoice says (`server/events/catalog.ts`). */
export const invoiceFact = (row: Stated) => ({
  customerId: row.customerId,
  number: row.fullNumber,
  kind: row.kind,
  currency: row.currency,
  totalMinor: row.totalMinor,
  openMinor: row.openMinor,
  issuedOn: row.issuedOn,
  dueOn: row.dueOn,
});
