import { z } from "zod";
import { invoicePdf } from "@/server/modules/billing/invoice-pdf";
import { statementPdf } from "@/server/modules/billing/statement-pdf";
import { proofFields } from "@/server/modules/payments/proofs/schema";
import { payWay } from "@/server/modules/tenants/settings/paying-schema";
import { pdfDto } from "@/server/modules/templates/schema";
import { customer, tenantProcedure } from "@/server/trpc/procedures";
import { ownCustomer } from "../internal/own-customer";
import { getAccount } from "./get-account";
import { getOwnInvoice } from "./get-own-invoice";
import { listOwnInvoices } from "./list-own-invoices";
import { listPayWays } from "./list-pay-ways";
import { listOwnProofs } from "./list-own-proofs";
import { listOwnServices } from "./list-own-services";
import { openForProof } from "./open-for-proof";
import { openForProofDto, portalProofDto } from "./proof-schema";
import * as schema from "./schema";
import { submitOwnProof } from "./submit-own-proof";

/** What a customer sees of their account: balance, invoices, services, and the documents as PDF. */
export const accountProcedures = {
  getAccount: customer()
    .output(schema.accountDto)
    .query(({ ctx }) => getAccount(ctx)),
  listInvoices: customer()
    .input(schema.portalInvoicesInput)
    .output(schema.portalInvoicePage)
    .query(({ ctx, input }) => listOwnInvoices(ctx, input)),
  getInvoice: customer()
    .input(schema.portalInvoiceIdInput)
    .output(schema.portalInvoiceDetail)
    .query(({ ctx, input }) => getOwnInvoice(ctx, input)),
  listPayWays: tenantProcedure.output(z.array(payWay)).query(({ ctx }) => listPayWays(ctx)),
  listProofs: customer()
    .output(z.array(portalProofDto))
    .query(({ ctx }) => listOwnProofs(ctx)),
  openForProof: customer()
    .output(openForProofDto)
    .query(({ ctx }) => openForProof(ctx)),
  submitProof: customer()
    .input(proofFields)
    .output(portalProofDto)
    .mutation(({ ctx, input }) => submitOwnProof(ctx, input)),
  listServices: customer()
    .output(z.array(schema.portalServiceDto))
    .query(({ ctx }) => listOwnServices(ctx)),
  invoicePdf: customer()
    .input(schema.portalInvoiceIdInput)
    .output(pdfDto)
    .query(({ ctx, input }) => invoicePdf(ctx, input)),
  statementPdf: customer()
    .input(schema.portalStatementInput)
    .output(pdfDto)
    .query(({ ctx, input }) =>
      statementPdf(ctx, { ...input, customerId: ownCustomer(ctx).customerId }),
    ),
};
