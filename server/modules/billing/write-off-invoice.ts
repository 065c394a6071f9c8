import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { applyToInvoice } from "./apply-to-invoice";
import { writeHead } from "./internal/compose-draft";
import { lockInvoice } from "./internal/invoice-row";
import { lockCustomers } from "./lock-customers";
import { postEntries } from "./post-entry";
import { readInvoice } from "./read-invoice";
import { invoiceFact } from "./rules/documents/invoice-fact";
import { settlementLegs } from "./rules/documents/legs";
import { documentMachine } from "./rules/documents/machines";
import type { InvoiceDetailDto, WriteOffInput } from "./schema";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

/** Gives up what is open of an invoice: a loss in the books. Throws `NotFound`, `Conflict` (nothing is open), `IllegalTransition`. */
export function writeOffInvoice(ctx: Ctx, input: WriteOffInput): Promise<InvoiceDetailDto> {
  const { invoiceId, reason } = input;
  authorize(ctx, "invoice.void");
  return inTenant(ctx, async (tx) => {
    const { customerId } = await readInvoice(ctx, tx, invoiceId);
    await lockCustomers(ctx, tx, [customerId]);
    const row = await lockInvoice(ctx, tx, invoiceId);
    transition("invoice", documentMachine, row.documentStatus, "writeOff");
    if (row.openMinor === 0) throw new Conflict("nothing_open");
    const { today, currency: baseCurrency } = await tenantFacts(ctx, tx);
    const { currency, fxRate: rate, openMinor: beforeMinor, businessUnitId, branchId } = row;
    const side = { fx: { currency, baseCurrency, rate }, beforeMinor, afterMinor: 0 };
    const place = { businessUnitId, branchId };
    const legs = settlementLegs(
      customerId,
      { ...side, ...place, account: "writeOff" },
      { ...side, ...place, account: "receivable" },
    );
    const amountMinor = row.openMinor;
    await applyToInvoice(ctx, tx, [{ invoiceId, amountMinor }], { reason, writeOff: true });
    await writeHead(ctx, tx, invoiceId, { writtenOffAt: ctx.now });
    const source = { kind: "writeOff", sourceType: "writeOff", sourceId: newId() };
    const memo = `${row.fullNumber} ${reason}`;
    await postEntries(ctx, tx, [{ ...source, onDay: today, memo, legs }]);
    record(ctx, "invoice.writtenOff", {
      entity: { type: "invoice", id: invoiceId },
      payload: { ...invoiceFact({ ...row, openMinor: 0 }), amountMinor, reason },
    });
    return readInvoice(ctx, tx, invoiceId);
  });
}
