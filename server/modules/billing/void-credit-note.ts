import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { creditNotes } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { takeBack } from "@/server/modules/payments/take-back";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCreditNote } from "./internal/credit-note-row";
import { lockCustomers } from "./lock-customers";
import { readCreditNote } from "./read-credit-note";
import { reverseEntry } from "./reverse-entry";
import { creditNoteMachine } from "./rules/documents/machines";
import type { CreditNoteDetailDto, VoidCreditNoteInput } from "./schema";

/**
 * Takes a credit note back as if it had not been issued: its number stays used, its entry is reversed, and what it paid of
 * its own invoice is owed again. Throws `NotFound`, `IllegalTransition`, `Conflict` credit_note_used once its credit paid
 * another invoice or went back as money.
 */
export function voidCreditNote(ctx: Ctx, input: VoidCreditNoteInput): Promise<CreditNoteDetailDto> {
  const { creditNoteId, reason } = input;
  authorize(ctx, "creditNote.void");
  return inTenant(ctx, async (tx) => {
    const { customerId, invoiceId } = await fetchCreditNote(ctx, tx, creditNoteId);
    await lockCustomers(ctx, tx, [customerId]);
    const row = await lockNote(ctx, tx, creditNoteId);
    const status = transition("creditNote", creditNoteMachine, row.status, "void") as "voided";
    await refuseWhenUsed(ctx, tx, { creditNoteId, invoiceId });
    const of = { creditNoteId };
    await takeBack(ctx, tx, { customerId, of, reason });
    await tx
      .update(creditNotes)
      .set({ status, remainingMinor: 0, voidedAt: ctx.now, voidReason: reason })
      .where(mine(ctx, creditNoteId));
    const { today: onDay } = await tenantFacts(ctx, tx);
    const entry = { kind: "creditNote", sourceType: "creditNote", sourceId: creditNoteId };
    await reverseEntry(ctx, tx, { ...entry, asKind: "void", onDay, memo: reason });
    const { fullNumber: number, currency, totalMinor } = row;
    record(ctx, "creditNote.voided", {
      entity: { type: "creditNote", id: creditNoteId },
      payload: { customerId, invoiceId, number, currency, totalMinor, reason },
    });
    return readCreditNote(ctx, tx, creditNoteId);
  });
}

const mine = (ctx: Ctx, id: string) =>
  and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, id));

async function lockNote(ctx: Ctx, tx: Tx, id: string) {
  const [row] = await tx.select().from(creditNotes).where(mine(ctx, id)).for("update");
  if (!row) throw new NotFound("creditNote");
  return row;
}

/** The invoice that it corrects is the note's own; anything else has spent its credit. */
async function refuseWhenUsed(
  ctx: Ctx,
  tx: Tx,
  { creditNoteId, invoiceId }: { creditNoteId: string; invoiceId: string | null },
): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    select 1 from payment_allocations where tenant_id = ${ctx.tenantId} and credit_note_id = ${creditNoteId}
      and reversed_at is null and invoice_id is distinct from ${invoiceId}::uuid
    union all
    select 1 from refunds where tenant_id = ${ctx.tenantId} and credit_note_id = ${creditNoteId} and status <> 'failed'
    limit 1`);
  if (rowCount) throw new Conflict("credit_note_used");
}
