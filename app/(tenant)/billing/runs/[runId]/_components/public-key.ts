/** Keys of `errors` that an exception of a run may carry; any other says that it could not be worked out. */
const KEYS = [
  "billing_price_missing",
  "billing_tax_missing",
  "billing_fx_missing",
  "billing_term_missing",
  "billing_changed_since_plan",
] as const;

type Key = (typeof KEYS)[number] | "billing_rule_failed";

export const publicKey = (error: string): Key =>
  KEYS.find((key) => key === error) ?? "billing_rule_failed";
