/** The filters that `/payments/proofs` offers (`server/modules/payments/proofs/list-spec.ts`). */
export const PROOF_FILTERS = ["status", "source", "paidOn", "createdAt", "customer"] as const;
