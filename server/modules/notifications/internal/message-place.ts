import type { SecretPlace } from "@/server/secrets/envelope";

/** Where a queued message's secrets open: in its own job and nowhere else. */
export const messagePlace = (messageId: string): SecretPlace => ({
  table: "messages",
  column: "secrets",
  rowId: messageId,
});
