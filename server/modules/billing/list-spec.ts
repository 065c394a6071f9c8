import { sql } from "drizzle-orm";
import { creditNotes, invoices } from "@/db/schema/billing";
import type { ListSpec } from "@/server/modules/work/list-query";
import type { Ctx } from "@/server/tenancy/context";

const owed = sql`(${invoices.documentStatus} = 'finalized' and ${invoices.openMinor} > 0)`;

/** What `/invoices` can be searched, filtered and ordered by. */
export const invoiceList = (ctx: Ctx): ListSpec => ({
  id: invoices.id,
  tenantId: invoices.tenantId,
  search: invoices.searchText,
  fields: {
    document: { type: "choice", column: invoices.documentStatus },
    payment: { type: "choice", column: invoices.paymentStatus },
    kind: { type: "choice", column: invoices.kind },
    currency: { type: "choice", column: invoices.currency },
    customer: { type: "choice", column: invoices.customerId, ids: true },
    unit: { type: "choice", column: invoices.businessUnitId, ids: true },
    branch: { type: "choice", column: invoices.branchId, ids: true },
    run: { type: "choice", column: invoices.runId, ids: true },
    issuedOn: { type: "day", column: invoices.issuedOn },
    dueOn: { type: "day", column: invoices.dueOn },
    total: { type: "number", column: invoices.totalMinor },
    draft: { type: "boolean", where: sql`${invoices.documentStatus} in ('draft', 'approved')` },
    owed: { type: "boolean", where: owed },
    overdue: {
      type: "boolean",
      where: sql`(${owed} and ${invoices.dueOn} < (${ctx.now.toISOString()}::timestamptz
        at time zone (select t.time_zone from tenants t where t.id = ${ctx.tenantId}))::date)`,
    },
  },
  sorts: { issuedOn: invoices.issuedOn, dueOn: invoices.dueOn },
  defaultSort: "-issuedOn",
});

/** What `/credit-notes` can be searched, filtered and ordered by. */
export const creditNoteList: ListSpec = {
  id: creditNotes.id,
  tenantId: creditNotes.tenantId,
  search: creditNotes.searchText,
  fields: {
    customer: { type: "choice", column: creditNotes.customerId, ids: true },
    currency: { type: "choice", column: creditNotes.currency },
    issuedOn: { type: "day", column: creditNotes.issuedOn },
    left: { type: "boolean", where: sql`${creditNotes.remainingMinor} > 0` },
    voided: { type: "boolean", where: sql`${creditNotes.status} = 'voided'` },
  },
  sorts: { issuedOn: creditNotes.issuedOn },
  defaultSort: "-issuedOn",
};
