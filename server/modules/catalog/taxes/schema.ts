import { z } from "zod";
import { day, decimalText } from "../schema";

const uuid = z.uuid();

export const taxRateDto = z.object({
  id: uuid,
  /** Percent. */
  rate: z.string(),
  validFrom: day,
  source: z.string(),
  state: z.enum(["past", "current", "coming"]),
});
export const taxClassDto = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  archivedAt: z.iso.datetime().nullable(),
  /** Items that bear it. */
  items: z.number().int(),
  /** Newest first. */
  rates: z.array(taxRateDto),
});
export type TaxClassDto = z.output<typeof taxClassDto>;

const rate = decimalText(4).refine((given) => Number(given) <= 100, "percent_invalid");
const source = z.string().trim().max(200);
const name = z.string().trim().min(1, "name_required").max(80);
export const createTaxClassInput = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, "code_invalid"),
  name,
  rate,
  validFrom: day,
  source: source.default(""),
});
export type CreateTaxClassInput = z.input<typeof createTaxClassInput>;
export const updateTaxClassInput = z.object({
  taxClassId: uuid,
  name: name.optional(),
  isDefault: z.literal(true).optional(),
  archived: z.boolean().optional(),
});
export type UpdateTaxClassInput = z.input<typeof updateTaxClassInput>;
export const setTaxRateInput = z.object({
  taxClassId: uuid,
  rate,
  validFrom: day,
  source: source.min(1, "source_required"),
});
export type SetTaxRateInput = z.input<typeof setTaxRateInput>;
export const taxRateIdInput = z.object({ taxRateId: uuid });
export type TaxRateIdInput = z.output<typeof taxRateIdInput>;
