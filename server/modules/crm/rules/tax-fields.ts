import { z } from "zod";
import { canonicalTaxId, checkTaxId, type TaxIdProblem } from "@/server/kernel/tax-id";

/** The three that make a tax id; all empty: there is none. */
export const taxFields = {
  taxCountry: z
    .string()
    .trim()
    .toUpperCase()
    .refine((text) => text === "" || /^[A-Z]{2}$/.test(text), "country_invalid"),
  taxIdKind: z.string().trim().max(20),
  taxId: z.string().trim().max(40),
};

export type TaxFields = { taxCountry: string; taxIdKind: string; taxId: string };

/** As it is kept, or what is wrong with it. Without a number there is neither kind nor country. Pure. */
export function readTaxId(given: TaxFields): TaxFields | { problem: TaxIdProblem } {
  const { taxCountry, taxIdKind, taxId } = given;
  if (taxId.trim() === "") return { taxCountry: "", taxIdKind: "", taxId: "" };
  const problem = checkTaxId(taxCountry, taxIdKind, taxId);
  if (problem) return { problem };
  return { taxCountry, taxIdKind, taxId: canonicalTaxId(taxCountry, taxIdKind, taxId) };
}

/** Says beside a form's field what the server would say. */
export function refuseBadTaxId(given: TaxFields, context: z.RefinementCtx): void {
  const read = readTaxId(given);
  if ("problem" in read)
    context.addIssue({ code: "custom", path: ["taxId"], message: read.problem });
}
