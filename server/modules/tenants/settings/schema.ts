import { z } from "zod";
import { brandChoiceSchema } from "@/tenants/brand";

/** Module `branding`: what the hosts wear. `brand` is the tenant's own choice; without one, the brand behind `brandKey` (null: its slug). */
export const brandingSettings = z.object({
  brandKey: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable()
    .default(null),
  brand: brandChoiceSchema.nullable().default(null),
});

/** Module `access`: who from outside may come in. The platform always may, for a stated reason; the reseller only where it is let. */
export const accessSettings = z.object({ allowResellerEntry: z.boolean().default(true) });

/** Module `company`: what documents and the portal say about who stands behind the brand. */
export const companySettings = z.object({
  legalName: z.string().trim().max(160).default(""),
  taxId: z.string().trim().max(30).default(""),
  address: z.string().trim().max(240).default(""),
  phone: z.string().trim().max(30).default(""),
  supportEmail: z.union([z.literal(""), z.email().max(254)]).default(""),
  /** Name that mail comes from; empty: the company's. Answers go to `replyTo`, else to `supportEmail`. */
  senderName: z.string().trim().max(80).default(""),
  replyTo: z.union([z.literal(""), z.email().max(254)]).default(""),
});

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "time_shape");
const interval = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from !== to, { path: ["to"], message: "interval_empty" });
const day = z.array(interval).max(4);
const NINE_TO_SIX = [{ from: "09:00", to: "18:00" }];

/** Module `calendar`: when the company works, in its own zone. Times `HH:MM`, 24 hours; dates `YYYY-MM-DD`. */
export const calendarSettings = z.object({
  hours: z
    .object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
    .default({
      mon: NINE_TO_SIX,
      tue: NINE_TO_SIX,
      wed: NINE_TO_SIX,
      thu: NINE_TO_SIX,
      fri: NINE_TO_SIX,
      sat: [{ from: "09:00", to: "13:00" }],
      sun: [],
    }),
  holidays: z
    .array(z.object({ date: z.iso.date(), name: z.string().trim().min(1).max(80) }))
    .max(200)
    .default([]),
  /** When messages that can wait are kept back; null: never. */
  quietHours: z.object({ from: time, to: time }).nullable().default({ from: "21:00", to: "08:00" }),
});
