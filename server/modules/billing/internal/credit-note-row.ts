import { type SQL, and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { creditNotes } from "@/db/schema/billing";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { ofCustomersWithinReach } from "../of-customers-within-reach";
import { creditStateOf } from "../rules/documents/machines";
import type { CreditNoteDto } from "../schema";

export const creditNoteColumns = {
  id: creditNotes.id,
  number: creditNotes.fullNumber,
  status: creditNotes.status,
  fiscalStatus: creditNotes.fiscalStatus,
  customerId: creditNotes.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.id = credit_notes.customer_id and c.tenant_id = credit_notes.tenant_id)`,
  invoiceId: creditNotes.invoiceId,
  invoiceNumber: sql<string | null>`(select i.full_number from invoices i
    where i.id = credit_notes.invoice_id and i.tenant_id = credit_notes.tenant_id)`,
  reason: creditNotes.reason,
  currency: creditNotes.currency,
  netMinor: creditNotes.netMinor,
  taxMinor: creditNotes.taxMinor,
  totalMinor: creditNotes.totalMinor,
  remainingMinor: creditNotes.remainingMinor,
  issuedOn: creditNotes.issuedOn,
  createdAt: creditNotes.createdAt,
};

export type CreditNoteRow = Omit<CreditNoteDto, "createdAt" | "creditState"> & { createdAt: Date };

export const toCreditNoteDto = ({ createdAt, ...row }: CreditNoteRow): CreditNoteDto => ({
  ...row,
  creditState: creditStateOf(row.status, row.remainingMinor, row.totalMinor),
  createdAt: createdAt.toISOString(),
});

const select = (ctx: Ctx, tx: Tx, where: SQL | undefined) =>
  tx
    .select(creditNoteColumns)
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.tenantId, ctx.tenantId),
        where,
        ofCustomersWithinReach(ctx, "invoice.read", creditNotes.customerId),
      ),
    )
    .orderBy(creditNotes.createdAt, creditNotes.id);

/** Credit notes of an invoice, the first first. */
export async function creditNotesOf(ctx: Ctx, tx: Tx, invoiceId: string): Promise<CreditNoteDto[]> {
  return (await select(ctx, tx, eq(creditNotes.invoiceId, invoiceId))).map(toCreditNoteDto);
}

/** One credit note within reach; throws `NotFound`. */
export async function fetchCreditNote(ctx: Ctx, tx: Tx, id: string): Promise<CreditNoteDto> {
  const [row] = await select(ctx, tx, eq(creditNotes.id, id));
  if (!row) throw new NotFound("creditNote");
  return toCreditNoteDto(row);
}
