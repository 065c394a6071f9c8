import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readCreditNote } from "./read-credit-note";
import type { CreditNoteDetailDto, CreditNoteIdInput } from "./schema";

/** One credit note within reach with its lines and uses; throws `NotFound`. */
export function getCreditNote(
  ctx: Ctx,
  { creditNoteId }: CreditNoteIdInput,
): Promise<CreditNoteDetailDto> {
  authorize(ctx, "invoice.read");
  return inTenant(ctx, (tx) => readCreditNote(ctx, tx, creditNoteId));
}
