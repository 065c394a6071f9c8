import { z } from "zod";

/** Characters that hide, turn round or break a line; and addresses of pages: a way to pay is read, never followed. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>{}]|https?:|www\./iu;
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !UNSAFE.test(text), "pay_way_text");

export const PAY_WAY_KINDS = ["bank", "wallet", "office", "other"] as const;

/** One way to pay, in the company's own words: `name` what it is, `number` where to, `more` holder, second number or hours. */
export const payWay = z.object({
  kind: z.enum(PAY_WAY_KINDS),
  /** ISO 4217; empty: for any currency. */
  currency: z.union([z.literal(""), z.string().regex(/^[A-Z]{3}$/)]).default(""),
  name: line(60).min(1, "required"),
  number: line(120).default(""),
  more: line(200).default(""),
});
export type PayWay = z.output<typeof payWay>;

/** Module `paying`: how customers pay. Shown in the portal, on invoices and in reminders. */
export const payingSettings = z.object({
  ways: z.array(payWay).max(12).default([]),
  /** How long a link that was sent opens the page on which to pay. */
  linkDays: z.number().int().min(1).max(365).default(60),
});
export type PayingSettings = z.output<typeof payingSettings>;
