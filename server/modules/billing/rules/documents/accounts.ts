/** Accounts of the receivables ledger (`db/schema/billing.ts`). */
export type LedgerAccount =
  | "receivable"
  | "revenue"
  | "tax"
  | "cash"
  | "customerCredit"
  | "deposit"
  | "writeOff"
  | "fxDifference"
  | "opening"
  | "cashDifference";
