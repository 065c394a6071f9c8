import { router } from "@/server/trpc/init";
import { documentProcedures } from "./document-procedures";
import { payLinkProcedures } from "./pay-links/procedures";
import { pdfProcedures } from "./pdf/procedures";
import { statementProcedures } from "./statements/procedures";

/** Everything of billing but the collections: each part brings its own procedures. */
export const billingRouter = router({
  ...documentProcedures,
  ...payLinkProcedures,
  ...pdfProcedures,
  ...statementProcedures,
});
