import { z } from "zod";
import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { staff } from "@/server/trpc/procedures";
import { approveDraft } from "./approve-draft";
import { countCreditNotes } from "./count-credit-notes";
import { countInvoices } from "./count-invoices";
import { deleteDraft } from "./delete-draft";
import { draftInvoice } from "./draft-invoice";
import { explainedDto, explainInvoice } from "./explain-invoice";
import { getCreditNote } from "./get-credit-note";
import { getInvoice } from "./get-invoice";
import { issueCreditNote } from "./issue-credit-note";
import { issueInvoice } from "./issue-invoice";
import { issueMany } from "./issue-many";
import { listCreditNotes } from "./list-credit-notes";
import { listInvoices } from "./list-invoices";
import { previewDraft } from "./preview-draft";
import * as schema from "./schema";
import { sumInvoices } from "./sum-invoices";
import { updateDraft } from "./update-draft";
import { waiveFee } from "./waive-fee";
import { voidCreditNote } from "./void-credit-note";
import { voidInvoice } from "./void-invoice";
import { writeOffInvoice } from "./write-off-invoice";

const rest = (method: "GET" | "POST", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["invoices"] },
});

/** Invoices and credit notes: what the billing router offers of documents. */
export const documentProcedures = {
  listInvoices: staff("invoice.read")
    .meta(rest("GET", "/invoices", "List invoices and drafts"))
    .input(listPageInput)
    .output(schema.invoicePage)
    .query(({ ctx, input }) => listInvoices(ctx, input)),
  countInvoices: staff("invoice.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countInvoices(ctx, input)),
  sumInvoices: staff("invoice.read")
    .input(listQuery)
    .output(schema.totalsDto)
    .query(({ ctx, input }) => sumInvoices(ctx, input)),
  getInvoice: staff("invoice.read")
    .meta(rest("GET", "/invoices/{invoiceId}", "Get an invoice with its lines and payments"))
    .input(schema.invoiceIdInput)
    .output(schema.invoiceDetailDto)
    .query(({ ctx, input }) => getInvoice(ctx, input)),
  explainInvoice: staff("invoice.read")
    .meta(rest("GET", "/invoices/{invoiceId}/explanation", "Say why each line is what it is"))
    .input(schema.invoiceIdInput)
    .output(explainedDto)
    .query(({ ctx, input }) => explainInvoice(ctx, input)),
  previewDraft: staff("invoice.manage")
    .input(schema.draftInvoiceInput)
    .output(schema.draftPreviewDto)
    .query(({ ctx, input }) => previewDraft(ctx, input)),
  draftInvoice: staff("invoice.manage")
    .meta(rest("POST", "/invoices", "Draft an invoice"))
    .input(schema.draftInvoiceInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => draftInvoice(ctx, input)),
  updateDraft: staff("invoice.manage")
    .input(schema.updateDraftInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => updateDraft(ctx, input)),
  approveDraft: staff("invoice.manage")
    .input(schema.invoiceIdInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => approveDraft(ctx, input)),
  deleteDraft: staff("invoice.manage")
    .input(schema.invoiceIdInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await deleteDraft(ctx, input);
      return {};
    }),
  issueInvoice: staff("invoice.manage")
    .meta(rest("POST", "/invoices/{invoiceId}/issue", "Issue a draft"))
    .input(schema.invoiceIdInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => issueInvoice(ctx, input)),
  issueMany: staff("invoice.manage")
    .input(schema.bulkIssueInput)
    .output(schema.bulkIssueDto)
    .mutation(({ ctx, input }) => issueMany(ctx, input)),
  voidInvoice: staff("invoice.void")
    .input(schema.voidInvoiceInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => voidInvoice(ctx, input)),
  writeOffInvoice: staff("invoice.void")
    .input(schema.writeOffInput)
    .output(schema.invoiceDetailDto)
    .mutation(({ ctx, input }) => writeOffInvoice(ctx, input)),
  waiveFee: staff("invoice.manage")
    .input(schema.waiveFeeInput)
    .output(schema.waivedFeeDto)
    .mutation(({ ctx, input }) => waiveFee(ctx, input)),
  listCreditNotes: staff("invoice.read")
    .meta(rest("GET", "/credit-notes", "List credit notes"))
    .input(listPageInput)
    .output(schema.creditNotePage)
    .query(({ ctx, input }) => listCreditNotes(ctx, input)),
  countCreditNotes: staff("invoice.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countCreditNotes(ctx, input)),
  getCreditNote: staff("invoice.read")
    .meta(rest("GET", "/credit-notes/{creditNoteId}", "Get a credit note"))
    .input(schema.creditNoteIdInput)
    .output(schema.creditNoteDetailDto)
    .query(({ ctx, input }) => getCreditNote(ctx, input)),
  issueCreditNote: staff("creditNote.manage")
    .meta(rest("POST", "/credit-notes", "Issue a credit note for an invoice"))
    .input(schema.issueCreditNoteInput)
    .output(schema.creditNoteDetailDto)
    .mutation(({ ctx, input }) => issueCreditNote(ctx, input)),
  voidCreditNote: staff("creditNote.void")
    .input(schema.voidCreditNoteInput)
    .output(schema.creditNoteDetailDto)
    .mutation(({ ctx, input }) => voidCreditNote(ctx, input)),
};
