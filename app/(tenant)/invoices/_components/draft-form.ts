import { z } from "zod";
import {
  draftInvoiceInput,
  draftLine,
  type InvoiceDetailDto,
} from "@/server/modules/billing/schema";

/** Decimals as people write them: a comma is a point. */
const decimalText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.trim().replace(",", "."));

/** What the editor asks for: the server's schema behind people's way of writing numbers. */
export const draftForm = z.object({
  customerId: z.string().min(1, "customer_required"),
  currency: draftInvoiceInput.shape.currency,
  dueOn: draftInvoiceInput.shape.dueOn,
  note: draftInvoiceInput.shape.note,
  lines: z.array(
    z.object({
      itemId: draftLine.shape.itemId,
      description: draftLine.shape.description,
      quantity: decimalText(20).pipe(draftLine.shape.quantity.removeDefault()),
      unitPrice: decimalText(30).pipe(draftLine.shape.unitPrice.removeDefault()),
      taxIncluded: z.boolean(),
    }),
  ),
});
export type DraftForm = z.output<typeof draftForm>;
export type DraftValues = z.input<typeof draftForm>;

export const emptyLine = {
  itemId: "",
  description: "",
  quantity: "1",
  unitPrice: "",
  taxIncluded: true,
};

/** What the inputs begin with. */
export const valuesOf = (
  invoice: InvoiceDetailDto | undefined,
  customerId: string | undefined,
): DraftValues => ({
  customerId: invoice?.customerId ?? customerId ?? "",
  currency: invoice?.currency ?? "",
  dueOn: invoice?.dueOn ?? "",
  note: invoice?.note ?? "",
  lines: invoice?.lines.map((line) => ({
    itemId: line.itemId ?? "",
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    taxIncluded: line.taxIncluded,
  })) ?? [emptyLine],
});
