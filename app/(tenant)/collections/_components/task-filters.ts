/** The filters that `/collections/tasks` offers (`server/modules/billing/collections/list-spec.ts`). */
export const TASK_FILTERS = [
  "status",
  "priority",
  "channel",
  "origin",
  "owner",
  "customer",
  "mine",
  "team",
  "today",
  "late",
  "createdAt",
  "closed",
] as const;
