import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const minor = z.number().int();

/** A kept card as people see it; what charges it is in no DTO. */
export const cardDto = z.object({
  id: uuid,
  provider: z.string(),
  live: z.boolean(),
  brand: z.string(),
  last4: z.string(),
  /** The last month in which it is good: `2030-08`; empty: not known. */
  expiresOn: z.string(),
  status: z.enum(["active", "expired", "removed", "refused"]),
  savedAt: instant,
});
export type CardDto = z.output<typeof cardDto>;

/** An invoice that automatic payment looks after. */
export const plannedCharge = z.object({
  invoiceId: uuid,
  number: z.string(),
  dueOn: day,
  currency: z.string(),
  openMinor: minor,
  /** Null: it is not charged (again), and `why` says so. */
  onDay: day.nullable(),
  tryNumber: z.number().int().nullable(),
  why: z.enum(["limit", "stopped", "charged", "promise", "busy"]).nullable(),
});
export type PlannedCharge = z.output<typeof plannedCharge>;

export const autopayDto = z.object({
  methodId: uuid,
  limitMinor: minor.nullable(),
  since: instant,
  planned: z.array(plannedCharge),
});
export type AutopayDto = z.output<typeof autopayDto>;

/** A customer's cards, and whether what they owe is charged by itself. */
export const cardsDto = z.object({
  cards: z.array(cardDto),
  autopay: autopayDto.nullable(),
  /** The company offers it. */
  offered: z.boolean(),
  currency: z.string(),
  /** What is agreed to, in the reader's language. */
  words: z.object({ version: z.string(), text: z.string() }),
});
export type CardsDto = z.output<typeof cardsDto>;

/** What was agreed to, and how: staff only. */
export const mandateDto = z.object({
  kind: z.enum(["keep", "autopay"]),
  wording: z.string(),
  version: z.string(),
  channel: z.string(),
  note: z.string(),
  ip: z.string(),
  agreedAt: instant,
  endedAt: instant.nullable(),
  endedWhy: z.string(),
});
export type MandateDto = z.output<typeof mandateDto>;
const TRY_STATES = [
  ...(["created", "pending", "unknown", "rejected", "expired", "cancelled", "mismatch"] as const),
  ...(["approved", "disputed", "partiallyRefunded", "refunded", "chargedBack"] as const),
] as const;
export const chargeTryDto = z.object({
  attemptId: uuid,
  invoiceId: uuid,
  invoiceNumber: z.string(),
  tryNumber: z.number().int(),
  status: z.enum(TRY_STATES),
  reason: z.string(),
  currency: z.string(),
  amountMinor: minor,
  createdAt: instant,
});
export type ChargeTryDto = z.output<typeof chargeTryDto>;
export const staffCardsDto = cardsDto.extend({
  mandates: z.array(mandateDto),
  tries: z.array(chargeTryDto),
});
export type StaffCardsDto = z.output<typeof staffCardsDto>;

export const cardsOfInput = z.object({ customerId: uuid });
export type CardsOfInput = z.output<typeof cardsOfInput>;
export const cardIdInput = z.object({ methodId: uuid });
export type CardIdInput = z.output<typeof cardIdInput>;

const limitMinor = z
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .nullable()
  .default(null);
/** The version of the words that were shown. */
const version = z.string().trim().min(1, "required").max(30);
export const turnOnInput = cardIdInput.extend({ version, limitMinor });
export type TurnOnInput = z.output<typeof turnOnInput>;
export const turnOnForInput = turnOnInput.extend({
  customerId: uuid,
  /** How the customer agreed. */
  note: z.string().trim().min(3, "reason_required").max(300),
});
export type TurnOnForInput = z.output<typeof turnOnForInput>;
