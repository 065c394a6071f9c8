import type { MovementReason } from "../schema";

/** What is known that may have to do with money that came in: customers by what speaks for them, and what it may be already. */
export type Evidence = {
  reference: readonly string[];
  taxId: readonly string[];
  invoiceNumber: readonly string[];
  samePayer: readonly string[];
  /** Customers who have an invoice open of exactly this amount, or owe exactly this. */
  amountInvoice: readonly string[];
  amountDebt: readonly string[];
  /** Proofs that wait, of this amount: `operation`: its number is the movement's. */
  proofs: readonly { id: string; customerId: string; operation: boolean }[];
  /** Payments that stand, of this amount and some days apart at most, that no other movement is. */
  payments: readonly { id: string; customerId: string; operation: boolean }[];
};
export type Verdict = {
  /** `weak`: by the amount alone; never taken without a person. */
  confidence: "certain" | "likely" | "weak" | "none";
  reasons: MovementReason[];
  customerId: string | null;
  proofId: string | null;
  paymentId: string | null;
};

const NOBODY: Verdict = {
  ...{ confidence: "none", reasons: [], customerId: null, proofId: null, paymentId: null },
};
const IDENTITIES = ["reference", "taxId", "invoiceNumber"] as const;

/**
 * Whose money a movement is. Certain only where two things agree that do not depend on each other: who (reference with
 * its check digits, tax id, invoice number) and how much; or an operation's number and how much. The amount alone is
 * never more than weak. What stands already as a payment is linked, never posted again. Pure.
 */
export function judge(found: Evidence): Verdict {
  const named = [...new Set(IDENTITIES.flatMap((kind) => found[kind]))];
  return byOperation(found, named) ?? byCustomer(found, named) ?? byPayer(found) ?? byAmount(found);
}

function byOperation(found: Evidence, named: readonly string[]): Verdict | undefined {
  const payments = found.payments.filter(({ operation }) => operation);
  const proofs = found.proofs.filter(({ operation }) => operation);
  const [one, ...more] = payments.length > 0 ? payments : proofs;
  if (!one) return undefined;
  const kind = payments.length > 0 ? "paymentOperation" : "proofOperation";
  if (more.length > 0) return { ...NOBODY, confidence: "weak", reasons: [kind, "several"] };
  const agrees = named.length === 0 || named.includes(one.customerId);
  return {
    confidence: agrees ? "certain" : "likely",
    reasons: agrees ? [kind, ...saidOf(found, one.customerId)] : [kind, "several"],
    customerId: one.customerId,
    proofId: payments.length > 0 ? null : one.id,
    paymentId: payments.length > 0 ? one.id : null,
  };
}

function byCustomer(found: Evidence, named: readonly string[]): Verdict | undefined {
  const [only, ...others] = named;
  if (only === undefined) return undefined;
  if (others.length === 0) return ofCustomer(found, only, "likely");
  const fitting = named.filter((id) => fits(found, id).length > 0);
  const [fit, ...more] = fitting;
  if (fit === undefined || more.length > 0)
    return { ...NOBODY, confidence: "weak", reasons: ["several"] };
  const verdict = ofCustomer(found, fit, "likely");
  return { ...verdict, confidence: "likely", reasons: [...verdict.reasons, "several"] };
}

function byPayer(found: Evidence): Verdict | undefined {
  const [only, ...others] = found.samePayer;
  if (only === undefined || others.length > 0) return undefined;
  const verdict = ofCustomer(found, only, "weak");
  return verdict.confidence === "certain" ? { ...verdict, confidence: "likely" } : verdict;
}

function byAmount(found: Evidence): Verdict {
  const [payment, ...morePayments] = found.payments;
  if (payment)
    return morePayments.length > 0
      ? { ...NOBODY, confidence: "weak", reasons: ["paymentAmount", "several"] }
      : {
          ...{ confidence: "likely", reasons: ["paymentAmount"], proofId: null },
          ...{ customerId: payment.customerId, paymentId: payment.id },
        };
  const [proof, ...moreProofs] = found.proofs;
  const owing = [...new Set([...found.amountInvoice, ...found.amountDebt])];
  const who = proof && moreProofs.length === 0 ? proof.customerId : owing[0];
  if (who === undefined) return NOBODY;
  if (!proof && owing.length > 1) return { ...NOBODY, reasons: ["amountInvoice", "several"] };
  return {
    ...{ confidence: "weak", customerId: who, paymentId: null },
    proofId: moreProofs.length === 0 ? (proof?.id ?? null) : null,
    reasons: fits(found, who),
  };
}

/** What speaks for a customer without the amount. */
const saidOf = (found: Evidence, id: string): MovementReason[] =>
  ([...IDENTITIES, "samePayer"] as const).filter((kind) => found[kind].includes(id));

/** What of the amount speaks for a customer. */
const fits = (found: Evidence, id: string): MovementReason[] => [
  ...(found.proofs.some(({ customerId }) => customerId === id) ? (["proofAmount"] as const) : []),
  ...(["amountInvoice", "amountDebt"] as const).filter((kind) => found[kind].includes(id)),
];

function ofCustomer(found: Evidence, customerId: string, alone: "likely" | "weak"): Verdict {
  const said = saidOf(found, customerId);
  const own = (rows: Evidence["proofs"]) => rows.filter((row) => row.customerId === customerId);
  const payments = own(found.payments);
  const [payment] = payments;
  if (payment)
    return {
      ...{ confidence: "likely", customerId, proofId: null },
      paymentId: payments.length === 1 ? payment.id : null,
      reasons: [...said, "paymentAmount", ...(payments.length > 1 ? (["several"] as const) : [])],
    };
  const proofs = own(found.proofs);
  const by = fits(found, customerId);
  const [proof] = proofs;
  const sure = by.length > 0 && proofs.length < 2;
  return {
    ...{ confidence: sure ? "certain" : alone, customerId, paymentId: null },
    proofId: proofs.length === 1 ? (proof?.id ?? null) : null,
    reasons: [...said, ...by, ...(proofs.length > 1 ? (["several"] as const) : [])],
  };
}
