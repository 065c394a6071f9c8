/** The filters that `/credit-notes` offers (`server/modules/billing/list-spec.ts`). */
export const NOTE_FILTERS = ["left", "voided", "issuedOn", "customer", "currency"] as const;
