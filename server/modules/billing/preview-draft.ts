import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { composeDraft } from "./internal/compose-draft";
import { type DraftInvoiceInput, draftInvoiceInput, type DraftPreviewDto } from "./schema";

/** What a draft would come to if it were issued now; writes nothing. Throws as `draftInvoice` does. */
export function previewDraft(ctx: Ctx, given: DraftInvoiceInput): Promise<DraftPreviewDto> {
  const input = draftInvoiceInput.parse(given);
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const { head, lines } = await composeDraft(ctx, tx, input);
    const { currency, issuedOn, dueOn, netMinor, taxMinor, totalMinor } = head;
    return { currency, issuedOn, dueOn, netMinor, taxMinor, totalMinor, lines: lines.map(pick) };
  });
}

type Line = DraftPreviewDto["lines"][number];
const pick = ({ description, unitPrice, taxRate, netMinor, taxMinor, totalMinor }: Line): Line => ({
  ...{ description, unitPrice, taxRate, netMinor, taxMinor, totalMinor },
});
