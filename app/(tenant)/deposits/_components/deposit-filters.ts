/** The filters that `/deposits` offers (`server/modules/payments/list-spec.ts`). */
export const DEPOSIT_FILTERS = ["status", "heldOn", "customer", "currency"] as const;

export const DEPOSIT_STATES = ["held", "applied", "refunded"] as const;
