/** The filters that `/invoices` offers (`server/modules/billing/list-spec.ts`). */
export const INVOICE_FILTERS = [
  "owed",
  "overdue",
  "draft",
  "document",
  "payment",
  "kind",
  "unit",
  "branch",
  "currency",
  "issuedOn",
  "dueOn",
  "customer",
  "run",
] as const;

export const INVOICE_KINDS = ["recurring", "manual", "opening", "deposit", "fee"] as const;
