/** The filters that `/payments` offers (`server/modules/payments/list-spec.ts`). */
export const PAYMENT_FILTERS = [
  "status",
  "method",
  "left",
  "receivedOn",
  "customer",
  "currency",
] as const;
