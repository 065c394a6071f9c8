import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { takeBack } from "@/server/modules/payments/take-back";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { writeHead } from "./internal/compose-draft";
import { fetchInvoice, type InvoiceHead, lockInvoice } from "./internal/invoice-row";
import { releaseBilled } from "./internal/release-billed";
import { lockCustomers } from "./lock-customers";
import { readInvoice } from "./read-invoice";
import { reverseEntry } from "./reverse-entry";
import { invoiceFact } from "./rules/documents/invoice-fact";
import { documentMachine } from "./rules/documents/machines";
import { type InvoiceDetailDto, type VoidInvoiceInput, voidInvoiceInput } from "./schema";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

/**
 * Takes an invoice back as if it had not been issued: its number stays used, its entry is reversed, its charges and
 * periods are to be billed again. Throws `NotFound`, `IllegalTransition`, `Conflict` while payments are on it (unless they
 * are to become credit first) and once credit notes or a write-off are.
 */
export function voidInvoice(ctx: Ctx, given: VoidInvoiceInput): Promise<InvoiceDetailDto> {
  const { invoiceId, reason, takePaymentsBack } = voidInvoiceInput.parse(given);
  authorize(ctx, "invoice.void");
  return inTenant(ctx, async (tx) => {
    const { customerId } = await fetchInvoice(ctx, tx, invoiceId);
    await lockCustomers(ctx, tx, [customerId]);
    const before = await lockInvoice(ctx, tx, invoiceId);
    const to = transition("invoice", documentMachine, before.documentStatus, "void");
    await refuseWhenCredited(ctx, tx, before);
    if (takePaymentsBack) await takeBack(ctx, tx, { customerId, of: { invoiceId }, reason });
    const row = await lockInvoice(ctx, tx, invoiceId);
    if (row.openMinor !== row.totalMinor) throw new Conflict("invoice_has_payments");
    await writeHead(ctx, tx, invoiceId, {
      ...{ documentStatus: to as "voided", openMinor: 0, voidedAt: ctx.now, voidReason: reason },
      // The key is free again: the next run may bill the same period anew.
      ...{ billKey: null, paymentStatus: "unpaid", paidAt: null },
    });
    await reverse(ctx, tx, row, reason);
    await releaseBilled(ctx, tx, invoiceId);
    record(ctx, "invoice.voided", {
      entity: { type: "invoice", id: invoiceId },
      payload: { ...invoiceFact({ ...row, openMinor: 0 }), reason },
    });
    return readInvoice(ctx, tx, invoiceId);
  });
}

async function refuseWhenCredited(ctx: Ctx, tx: Tx, row: InvoiceHead): Promise<void> {
  const { rowCount } = await tx.execute(sql`select 1 from credit_notes
    where tenant_id = ${ctx.tenantId} and invoice_id = ${row.id} and status = 'finalized' limit 1`);
  if (rowCount || row.writtenOffMinor > 0) throw new Conflict("invoice_has_credit_notes");
}

async function reverse(ctx: Ctx, tx: Tx, row: InvoiceHead, memo: string): Promise<void> {
  // Nothing was posted for nothing.
  if (row.netMinor === 0 && row.totalMinor === 0) return;
  const { today: onDay } = await tenantFacts(ctx, tx);
  const kind = row.kind === "opening" ? "opening" : "invoice";
  const entry = { kind, sourceType: "invoice", sourceId: row.id };
  await reverseEntry(ctx, tx, { ...entry, asKind: "void", onDay, memo });
}
