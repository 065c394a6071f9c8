import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readInvoice } from "./read-invoice";
import { explanationDto, type InvoiceIdInput } from "./schema";

export const explainedDto = z.array(
  z.object({ lineId: z.uuid(), description: z.string(), why: z.array(explanationDto) }),
);
export type ExplainedDto = z.output<typeof explainedDto>;

/** Why each line of an invoice is what it is, as keys of words with their values. Throws `NotFound`. */
export function explainInvoice(ctx: Ctx, { invoiceId }: InvoiceIdInput): Promise<ExplainedDto> {
  authorize(ctx, "invoice.read");
  return inTenant(ctx, async (tx) => {
    const { lines } = await readInvoice(ctx, tx, invoiceId);
    return lines.map(({ id: lineId, description, why }) => ({ lineId, description, why }));
  });
}
