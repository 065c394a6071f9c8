import { z } from "zod";
import { currency, day } from "../schema";
import { isDecimalText, plainDecimal } from "../rules/decimal-text";

export const fxRateDto = z.object({
  id: z.uuid(),
  currency: z.string(),
  onDay: day,
  /** Of the tenant's currency for one of `currency`. */
  rate: z.string(),
  source: z.enum(["manual", "official"]),
});
export type FxRateDto = z.output<typeof fxRateDto>;
export const listFxRatesInput = z.object({
  currency: currency.optional(),
  /** Rates before this day, the newest first. */
  before: day.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
});
export type ListFxRatesInput = z.input<typeof listFxRatesInput>;
export const officialRatesDto = z.object({
  source: z.enum(["bcb", "bcra"]),
  /** Taken over each day? */
  on: z.boolean(),
});
export type OfficialRatesDto = z.output<typeof officialRatesDto>;
export const setOfficialRatesInput = z.object({ on: z.boolean() });
export type SetOfficialRatesInput = z.output<typeof setOfficialRatesInput>;
export const fxRatesDto = z.object({
  /** The tenant's own. */
  currency: z.string(),
  today: day,
  items: z.array(fxRateDto),
  /** Currencies of price books and services without a rate that is good today. */
  missing: z.array(z.string()),
  /** The central bank of the tenant's currency, where its rates can be read; null: none. */
  official: officialRatesDto.nullable(),
});
export type FxRatesDto = z.output<typeof fxRatesDto>;
export const setFxRateInput = z.object({
  currency,
  onDay: day,
  rate: z
    .string()
    .trim()
    .refine((given) => isDecimalText(given, 8) && Number(given) > 0, "amount_invalid")
    .transform(plainDecimal),
});
export type SetFxRateInput = z.input<typeof setFxRateInput>;
export const fxRateIdInput = z.object({ fxRateId: z.uuid() });
export type FxRateIdInput = z.output<typeof fxRateIdInput>;
