/** The way of a message; `held` waits for the end of quiet hours, `sending` is at the vendor and not answered for yet. */
export const MESSAGE_STATUSES = [
  "queued",
  "held",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "dropped",
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

const RANK: Readonly<Record<MessageStatus, number>> = {
  queued: 0,
  held: 0,
  sending: 1,
  sent: 2,
  // Failed stands above sent, and below what a person's own device has said: one device may fail and another get it.
  failed: 3,
  dropped: 3,
  delivered: 4,
  read: 5,
};

/**
 * Where a message stands after a vendor's word, whatever the order or how often it comes: only upwards. Pure.
 */
export const afterStatus = (
  before: MessageStatus,
  told: "sent" | "delivered" | "read" | "failed",
): MessageStatus => (RANK[told] > RANK[before] ? told : before);
