import type { MethodTable } from "../schema";

/**
 * docs.stripe.com/payments/{pix,boleto,oxxo,bank-transfers}: each only for accounts of its country and in its money; SPEI is
 * a bank transfer to a customer's balance. None of them can be charged again without the payer.
 */
export const stripeMethods: MethodTable = {
  everywhere: ["card"],
  local: { BR: { BRL: ["pix", "boleto"] }, MX: { MXN: ["oxxo", "spei"] } },
};

/** What Stripe calls them. */
export const STRIPE_TYPES = {
  ...{ card: "card", pix: "pix", boleto: "boleto", oxxo: "oxxo", spei: "customer_balance" },
} as const;
