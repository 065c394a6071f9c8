import { eq, and } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invoiceLines, invoices } from "@/db/schema/billing";
import { addDays, type Day } from "@/server/kernel/day";
import { foldText } from "@/server/kernel/fold-text";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { sumLines } from "../rules/line-amounts";
import type { draftInvoiceInput } from "../schema";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "../fx-on";
import { billedCustomer } from "./billed-customer";
import { type ResolvedLine, resolveLines } from "./resolve-lines";
import type { z } from "zod";

type Given = z.output<typeof draftInvoiceInput>;

/** A draft as it would be issued on the day: its head's values and its lines. */
export async function composeDraft(ctx: Ctx, tx: Tx, given: Given) {
  const { currency: base, today } = await tenantFacts(ctx, tx);
  const customer = await billedCustomer(ctx, tx, given.customerId);
  const currency = given.currency || customer.currency || base;
  const dueOn: Day = given.dueOn || addDays(today, customer.dueDays);
  if (dueOn < today)
    throw new Invalid("due_before_issue", {}, { fields: { dueOn: "due_before_issue" } });
  const businessUnitId = given.businessUnitId ?? customer.businessUnitId;
  const branchId = given.branchId ?? customer.branchId;
  const place = { currency, onDay: today, businessUnitId, branchId };
  const lines = await resolveLines(ctx, tx, given.lines, place);
  const { rate: fxRate } = await fxOn(ctx, tx, currency, today);
  const { recipient } = customer;
  const head = {
    ...{ customerId: given.customerId, currency, fxRate, issuedOn: today, dueOn, recipient },
    ...{ businessUnitId, branchId, note: given.note },
    ...sumLines(lines),
    searchText: foldText(`${recipient.name} #${customer.number} ${recipient.taxId}`),
  };
  return { head, lines };
}

/** Writes a draft's lines in place of those that it had. */
export async function writeLines(
  ctx: Ctx,
  tx: Tx,
  invoiceId: string,
  lines: readonly ResolvedLine[],
): Promise<void> {
  const { tenantId } = ctx;
  await tx
    .delete(invoiceLines)
    .where(and(eq(invoiceLines.tenantId, tenantId), eq(invoiceLines.invoiceId, invoiceId)));
  await tx
    .insert(invoiceLines)
    .values(lines.map((line, index) => ({ ...line, tenantId, invoiceId, position: index + 1 })));
}

/** Changes a head; the caller has looked at the state. */
export async function writeHead(
  ctx: Ctx,
  tx: Tx,
  invoiceId: string,
  set: Partial<typeof invoices.$inferInsert>,
): Promise<void> {
  await tx
    .update(invoices)
    .set({ ...set, updatedAt: ctx.now })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
}
