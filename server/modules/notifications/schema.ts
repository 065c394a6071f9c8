import { z } from "zod";
import { MESSAGE_KEYS } from "@/server/modules/templates/rules/registry";

const uuid = z.uuid();
const locale = z.enum(["es", "en", "pt"]);
const words = z.record(z.string().max(40), z.string().max(2_000));

/** Ways a message can go; `console` shows it to developers and is never there in production. */
export const channelName = z.enum(["whatsapp", "sms", "email", "console"]);
export type ChannelName = z.output<typeof channelName>;

const someone = { locale, name: z.string().max(160).optional() };

/** To whom: somebody of the tenant's, whose address is looked up when it is sent; or an address that is nobody's yet. */
export const recipient = z.union([
  z.object({ membershipId: uuid }),
  z.object({ customerId: uuid }),
  z.object({ email: z.string().max(254), ...someone }),
  z.object({ phone: z.string().max(20), ...someone }),
]);
export type Recipient = z.output<typeof recipient>;

/** What waits in the queue; codes and links travel sealed. */
export const messageJob = z.object({
  messageId: uuid,
  template: z.enum(MESSAGE_KEYS),
  to: recipient,
  params: words,
  secretsSealed: z.string().nullable(),
  channels: z.array(channelName).max(4).nullable(),
  dedupeKey: z.string().max(200),
  expiresAt: z.iso.datetime().nullable(),
  /** A test of words that are not saved yet. */
  draft: z.object({ content: z.record(z.string(), z.string()), locale }).optional(),
});
export type MessageJob = z.output<typeof messageJob>;

/** Something that a member of staff should know; words under `notification.<kind>`. */
export const notificationDto = z.object({
  id: uuid,
  kind: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  href: z.string().nullable(),
  readAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type NotificationDto = z.output<typeof notificationDto>;

export const listNotificationsInput = z.object({
  unread: z.boolean().default(false),
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ListNotificationsInput = z.output<typeof listNotificationsInput>;

export const notificationPage = z.object({
  items: z.array(notificationDto),
  nextCursor: uuid.nullable(),
});
export type NotificationPage = z.output<typeof notificationPage>;

/** Absent ids: all of them. */
export const markReadInput = z.object({ ids: z.array(uuid).min(1).max(100).optional() });
export type MarkReadInput = z.output<typeof markReadInput>;

export const unreadDto = z.object({ count: z.number().int() });
export type UnreadDto = z.output<typeof unreadDto>;

export const outboxInput = z.object({ to: z.string().max(254).optional() });

/** A message that a console channel showed instead of sending. */
export const outboxMessage = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  tenantId: uuid,
  channel: z.enum(["email", "console"]),
  template: z.string().nullable(),
  to: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
});
export type OutboxMessage = z.output<typeof outboxMessage>;
