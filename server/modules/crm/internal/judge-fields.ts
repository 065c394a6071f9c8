import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { readCustomValues } from "../rules/custom-values";
import type { CustomValues } from "../rules/fields-schema";
import { readTaxId, type TaxFields } from "../rules/tax-fields";
import { ownFields } from "./own-fields";

type Given = Partial<TaxFields> & { custom?: CustomValues | undefined };
type Before = TaxFields & { custom: Record<string, unknown> };
type Judged = Partial<TaxFields> & { custom?: CustomValues };
const NOTHING: Before = { taxCountry: "", taxIdKind: "", taxId: "", custom: {} };

/**
 * The tax id and the tenant's own values as they are kept. Of a change only what is given is judged, so that a field that
 * became required later stops nobody who corrects a phone. Throws `Invalid` beside the fields.
 */
export async function judgeFields(
  ctx: Ctx,
  tx: Tx,
  given: Given,
  before: Before | undefined = undefined,
): Promise<Judged> {
  const judged: Judged = {};
  const was = before ?? NOTHING;
  const { taxCountry, taxIdKind, taxId } = given;
  if (!before || [taxCountry, taxIdKind, taxId].some((one) => one !== undefined)) {
    const read = readTaxId({
      taxCountry: taxCountry ?? was.taxCountry,
      taxIdKind: taxIdKind ?? was.taxIdKind,
      taxId: taxId ?? was.taxId,
    });
    if ("problem" in read) throw new Invalid(read.problem, {}, { fields: { taxId: read.problem } });
    Object.assign(judged, read);
  }
  if (!before || given.custom !== undefined) {
    const fields = await ownFields(ctx, tx, "customer");
    const old = was.custom as CustomValues;
    const { values, problems } = readCustomValues(fields, given.custom ?? {}, old);
    const [first] = Object.values(problems);
    if (first) throw new Invalid(first, {}, { fields: problems });
    judged.custom = values;
  }
  return judged;
}
