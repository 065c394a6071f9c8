import { pdfDto } from "@/server/modules/templates/schema";
import { staff } from "@/server/trpc/procedures";
import { creditNotePdf } from "../credit-note-pdf";
import { invoicePdf } from "../invoice-pdf";
import { previewDocument } from "../preview-document";
import { receiptPdf } from "../receipt-pdf";
import { statementPdf } from "../statement-pdf";
import { documentPreviewDto, previewDocumentInput } from "./preview-schema";
import * as schema from "./schema";

/** Documents as PDF for the staff; the portal has its own ways to them. */
export const pdfProcedures = {
  // A long text does not fit an address, so the browser asks by POST; it changes nothing.
  previewDocument: staff("template.read")
    .input(previewDocumentInput)
    .output(documentPreviewDto.nullable())
    .mutation(({ ctx, input }) => previewDocument(ctx, input)),
  invoicePdf: staff("invoice.read")
    .input(schema.invoicePdfInput)
    .output(pdfDto)
    .query(({ ctx, input }) => invoicePdf(ctx, input)),
  creditNotePdf: staff("invoice.read")
    .input(schema.creditNotePdfInput)
    .output(pdfDto)
    .query(({ ctx, input }) => creditNotePdf(ctx, input)),
  receiptPdf: staff("payment.read")
    .input(schema.receiptPdfInput)
    .output(pdfDto)
    .query(({ ctx, input }) => receiptPdf(ctx, input)),
  statementPdf: staff("invoice.read")
    .input(schema.statementPdfInput)
    .output(pdfDto)
    .query(({ ctx, input }) => statementPdf(ctx, input)),
};
