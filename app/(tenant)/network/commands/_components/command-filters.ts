/** The filters that `/network/commands` offers (`server/modules/network/list-spec.ts`). */
export const COMMAND_FILTERS = [
  "status",
  "desired",
  "kind",
  "router",
  "customer",
  "service",
  "open",
  "stuck",
  "held",
  "late",
  "requestedAt",
] as const;
