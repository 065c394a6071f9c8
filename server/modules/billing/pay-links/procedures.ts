import { staff } from "@/server/trpc/procedures";
import { revokePayLinks } from "./revoke-pay-links";
import * as schema from "./schema";
import { sharePayLink } from "./share-pay-link";

/** Public addresses to pay under. */
export const payLinkProcedures = {
  sharePayLink: staff("payment.record")
    .meta({
      openapi: {
        ...{ method: "POST", path: "/pay-links", tags: ["payments"] },
        summary: "Get the public address under which an invoice, or all that is open, can be paid",
      },
    })
    .input(schema.payLinkInput)
    .output(schema.payLinkDto)
    .mutation(({ ctx, input }) => sharePayLink(ctx, input)),
  revokePayLinks: staff("payment.record")
    .input(schema.payLinkCustomerInput)
    .output(schema.revokedLinksDto)
    .mutation(({ ctx, input }) => revokePayLinks(ctx, input)),
};
