import type { SecretPlace } from "@/server/secrets/envelope";

/** Where a queued message's secrets open: in its own job and nowhere else. */
export const messagePlace = (messageId: string): SecretPlace => ({
  table: "messages",
  column: "secrets",
  rowId: messageId,
});

/** Where the secrets of a customer's message open: in its own row and nowhere else. */
export const rowPlace = (messageId: string): SecretPlace => ({
  table: "messages",
  column: "secrets_sealed",
  rowId: messageId,
});
