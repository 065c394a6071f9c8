/** The filters that `/collections/promises` offers (`server/modules/billing/dunning/promise-list-spec.ts`). */
export const PROMISE_FILTERS = ["status", "origin", "customer", "createdAt"] as const;
