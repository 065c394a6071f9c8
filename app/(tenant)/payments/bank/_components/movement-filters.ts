/** The filters that `/payments/bank` offers (`server/modules/payments/bank/list-spec.ts`). */
export const MOVEMENT_FILTERS = ["status", "confidence", "account", "movedOn"] as const;

/** Those that can be taken all at once. */
export const CERTAIN = { filters: "status=waiting&confidence=certain", search: "", sort: "" };
