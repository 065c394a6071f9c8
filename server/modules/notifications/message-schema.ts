import { z } from "zod";
import { channelName } from "./schema";
import { MESSAGE_STATUSES } from "./rules/status-ladder";

const instant = z.iso.datetime().nullable();

/** A message to a customer by one channel, and what became of it. */
export const messageDto = z.object({
  id: z.uuid(),
  event: z.string(),
  template: z.string(),
  channel: channelName.nullable(),
  status: z.enum(MESSAGE_STATUSES),
  /** Words under `messageLog.reason`; empty: none. */
  reason: z.string(),
  /** Channels passed over before this one, and why. */
  skipped: z.array(z.object({ channel: z.string(), reason: z.string() })),
  /** Another channel was tried before. */
  retried: z.boolean(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  contactName: z.string().nullable(),
  entityType: z.string(),
  entityId: z.uuid().nullable(),
  locale: z.string(),
  category: z.string().nullable(),
  /** Decimal text of major units; null: it costs nothing. */
  cost: z.string().nullable(),
  costCurrency: z.string().nullable(),
  /** The vendor said so; else it is what was set aside. */
  costSettled: z.boolean(),
  attempts: z.number().int(),
  sendAt: instant,
  sentAt: instant,
  deliveredAt: instant,
  readAt: instant,
  failedAt: instant,
  createdAt: z.iso.datetime(),
});
export type MessageDto = z.output<typeof messageDto>;

export const messagePage = z.object({
  items: z.array(messageDto),
  nextCursor: z.string().nullable(),
});
export type MessagePage = z.output<typeof messagePage>;
