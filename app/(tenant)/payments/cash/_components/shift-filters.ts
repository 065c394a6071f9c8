/** The filters that `/payments/cash` offers (`server/modules/payments/cash/list-spec.ts`). */
export const SHIFT_FILTERS = ["status", "openedAt"] as const;
