import { z } from "zod";
import { PRICE_ROUNDINGS } from "../rules/new-price";
import { currency, day, decimalText } from "../schema";

const uuid = z.uuid();

export const bookDto = z.object({
  id: uuid,
  name: z.string(),
  currency: z.string(),
  zone: z.string(),
  segment: z.string(),
  taxIncluded: z.boolean(),
  isDefault: z.boolean(),
  /** Items that have a price in it today. */
  prices: z.number().int(),
  archivedAt: z.iso.datetime().nullable(),
});
export type BookDto = z.output<typeof bookDto>;

const fields = {
  name: z.string().trim().min(1, "name_required").max(80),
  currency,
  zone: z.string().trim().max(60),
  segment: z.string().trim().max(60),
  taxIncluded: z.boolean(),
  isDefault: z.boolean(),
};
export const createBookInput = z.object({
  ...fields,
  zone: fields.zone.default(""),
  segment: fields.segment.default(""),
  taxIncluded: fields.taxIncluded.default(true),
  isDefault: fields.isDefault.default(false),
});
export type CreateBookInput = z.input<typeof createBookInput>;
export const updateBookInput = z
  .object(fields)
  .partial()
  .extend({ priceBookId: uuid, archived: z.boolean().optional() });
export type UpdateBookInput = z.input<typeof updateBookInput>;

export const setPriceInput = z.object({
  itemId: uuid,
  priceBookId: uuid,
  amount: decimalText(),
  validFrom: day,
  /** It may leave less than the item's floor. */
  belowFloor: z.boolean().default(false),
});
export type SetPriceInput = z.input<typeof setPriceInput>;
export const priceIdInput = z.object({ priceId: uuid });
export type PriceIdInput = z.output<typeof priceIdInput>;

export const priceDto = z.object({
  id: uuid,
  itemId: uuid,
  priceBookId: uuid,
  bookName: z.string(),
  currency: z.string(),
  taxIncluded: z.boolean(),
  amount: z.string(),
  validFrom: day,
  /** Percent of the price without tax that stays after the cost; null: not known. */
  margin: z.string().nullable(),
  state: z.enum(["past", "current", "coming"]),
});
export type PriceDto = z.output<typeof priceDto>;
export const listPricesInput = z.object({ itemId: uuid });
export type ListPricesInput = z.output<typeof listPricesInput>;

/** Many prices of a book at once: from a day on, by percent or amount, up or down. */
export const priceChange = z.object({
  priceBookId: uuid,
  validFrom: day,
  by: z.enum(["percent", "amount"]),
  /** Signed: `-5`, `2.50`. */
  value: z
    .string()
    .trim()
    .regex(/^[+-]?\d{1,9}(?:\.\d{1,4})?$/, "amount_invalid")
    .refine((given) => Number(given) !== 0, "amount_invalid"),
  rounding: z.enum(PRICE_ROUNDINGS).default("none"),
  /** Empty: every category. */
  category: z.string().trim().max(60).default(""),
  kind: z.enum(["", "subscription", "service", "product", "bundle"]).default(""),
  /** Change those too that would leave less than their floor. */
  belowFloor: z.boolean().default(false),
});
export type PriceChange = z.input<typeof priceChange>;

export const priceChangeLine = z.object({
  itemId: uuid,
  code: z.string(),
  name: z.string(),
  was: z.string(),
  amount: z.string(),
  /** Running services that pay this price. */
  services: z.number().int(),
  margin: z.string().nullable(),
  /** It leaves less than the item's floor. */
  belowFloor: z.boolean(),
});
export type PriceChangeLine = z.output<typeof priceChangeLine>;
export const priceChangePreview = z.object({
  currency: z.string(),
  count: z.number().int(),
  services: z.number().int(),
  belowFloor: z.number().int(),
  /** What the services pay a month more or less, in minor units. */
  monthlyMinor: z.number().int(),
  lines: z.array(priceChangeLine),
});
export type PriceChangePreview = z.output<typeof priceChangePreview>;
