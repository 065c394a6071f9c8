import { z } from "zod";
import { receiptPdf } from "@/server/modules/billing/receipt-pdf";
import { checkoutDto } from "@/server/modules/payments/schema";
import { pdfDto } from "@/server/modules/templates/schema";
import { customer } from "@/server/trpc/procedures";
import { visitor } from "../internal/visitor";
import { getPayDesk } from "./get-pay-desk";
import { hearLinkReturn, hearReturn } from "./hear-return";
import { listOwnPayments } from "./list-own-payments";
import { openPayLink } from "./open-pay-link";
import { payByLink } from "./pay-by-link";
import { payOwn } from "./pay-own";
import { proveByLink } from "./prove-by-link";
import { receiptByLink } from "./receipt-by-link";
import * as schema from "./schema";

const none = z.object({});

/** Paying: by a link that was sent, without signing in, and from the portal. */
export const payProcedures = {
  openPayLink: visitor
    .input(schema.payLinkTokenInput)
    .output(schema.payLinkPage)
    .query(({ ctx, input }) => openPayLink(ctx, input)),
  payByLink: visitor
    .input(schema.payByLinkInput)
    .output(checkoutDto)
    .mutation(({ ctx, input }) => payByLink(ctx, input)),
  proveByLink: visitor
    .input(schema.proveByLinkInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await proveByLink(ctx, input);
      return {};
    }),
  hearLinkReturn: visitor
    .input(schema.linkReturnInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await hearLinkReturn(ctx, input);
      return {};
    }),
  receiptByLink: visitor
    .input(schema.linkReceiptInput)
    .output(pdfDto)
    .query(({ ctx, input }) => receiptByLink(ctx, input)),
  getPayDesk: customer()
    .output(schema.payDesk)
    .query(({ ctx }) => getPayDesk(ctx)),
  pay: customer()
    .input(schema.payOwnInput)
    .output(checkoutDto)
    .mutation(({ ctx, input }) => payOwn(ctx, input)),
  hearReturn: customer()
    .input(schema.payReturnInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await hearReturn(ctx, input);
      return {};
    }),
  listPayments: customer()
    .input(schema.ownPaymentsInput)
    .output(schema.ownPaymentPage)
    .query(({ ctx, input }) => listOwnPayments(ctx, input)),
  receiptPdf: customer()
    .input(schema.ownReceiptInput)
    .output(pdfDto)
    .query(({ ctx, input }) => receiptPdf(ctx, input)),
};
