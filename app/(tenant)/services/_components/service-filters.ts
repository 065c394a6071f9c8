/** The filters that `/services` offers (`server/modules/subscriptions/list-spec.ts`). */
export const SERVICE_FILTERS = [
  "state",
  "plan",
  "unit",
  "desired",
  "differs",
  "held",
  "heldDebt",
  "heldAbuse",
  "heldAdmin",
  "heldPause",
  "enforcement",
  "customer",
  "number",
  "createdAt",
  "ended",
] as const;
