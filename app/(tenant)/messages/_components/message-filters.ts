/** The filters that `/messages` offers (`server/modules/notifications/message-list-spec.ts`). */
export const MESSAGE_FILTERS = [
  "status",
  "channel",
  "event",
  "reason",
  "createdAt",
  "customer",
] as const;
