import { z } from "zod";

const uuid = z.uuid();

export const invoicePdfInput = z.object({ invoiceId: uuid });
export type InvoicePdfInput = z.output<typeof invoicePdfInput>;
export const creditNotePdfInput = z.object({ creditNoteId: uuid });
export type CreditNotePdfInput = z.output<typeof creditNotePdfInput>;
export const receiptPdfInput = z.object({ paymentId: uuid });
export type ReceiptPdfInput = z.output<typeof receiptPdfInput>;
export const statementPdfInput = z.object({
  /** A customer of the portal asks for their own, whatever stands here. */
  customerId: uuid,
  /** First and last day, both shown. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Empty: the tenant's. */
  currency: z.union([z.literal(""), z.string().regex(/^[A-Z]{3}$/)]).default(""),
});
export type StatementPdfInput = z.input<typeof statementPdfInput>;
