import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentProofs } from "@/db/schema/by-hand";
import { record } from "@/server/events/record";
import { foldText } from "@/server/kernel/fold-text";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { payerOf } from "../internal/payer";
import { broughtFile } from "./internal/brought-file";
import { readHistory } from "./internal/read-history";
import { holdUntil } from "./rules/hold-until";
import { operationKey } from "./rules/operation-key";
import type { PROOF_SOURCES, ProofFields } from "./schema";

/** Who brings what: the door has said that the customer is theirs. */
export type BroughtProof = ProofFields & {
  customerId: string;
  source: (typeof PROOF_SOURCES)[number];
};

const MOST_WAITING = 5;

/**
 * Takes a proof in, in the open transaction; the file was sent before by the same actor. The same picture of the same
 * customer while it waits is the same proof. Returns its id. Throws `NotFound` (file, invoice), `Invalid` (a day to come,
 * no picture), `Conflict` (proof_known: that picture was approved; proof_too_many).
 */
export async function submitProof(ctx: Ctx, tx: Tx, given: BroughtProof): Promise<string> {
  const { customerId, currency, amountMinor, paidOn, bank, operation, note, source } = given;
  const { today } = await tenantFacts(ctx, tx);
  if (paidOn > today)
    throw new Invalid("received_in_future", {}, { fields: { paidOn: "received_in_future" } });
  await lockCustomers(ctx, tx, [customerId]);
  const { name, number } = await payerOf(ctx, tx, customerId);
  const { sha256: fileSha256 } = await broughtFile(ctx, tx, given.fileId);
  const known = await earlier(ctx, tx, customerId, fileSha256);
  if (known) return known;
  await needOwnInvoices(ctx, tx, given);
  const { data: rule } = await readSettings(ctx, tx, "receiving");
  const id = newId(ctx.now.getTime());
  await tx.insert(paymentProofs).values({
    ...{ id, tenantId: ctx.tenantId, customerId, fileId: given.fileId, fileSha256, source },
    ...{ status: "waiting", currency, amountMinor, paidOn, operation, bank, note },
    ...{ operationKey: operationKey(bank, operation), invoiceIds: given.invoiceIds },
    holdUntil: holdUntil(rule, await readHistory(ctx, tx, customerId), ctx.now),
    searchText: foldText(`${name} #${number} ${operation} ${bank}`),
    createdAt: ctx.now,
  });
  record(ctx, "paymentProof.submitted", {
    entity: { type: "paymentProof", id },
    payload: { customerId, currency, amountMinor, source },
  });
  return id;
}

/** The proof of this picture that the customer brought before; throws `Conflict` where nothing more is taken. */
async function earlier(ctx: Ctx, tx: Tx, customerId: string, sha256: string) {
  const rows = await tx
    .select({
      id: paymentProofs.id,
      status: paymentProofs.status,
      same: sql<boolean>`${paymentProofs.fileSha256} = ${sha256}`,
    })
    .from(paymentProofs)
    .where(
      and(
        eq(paymentProofs.tenantId, ctx.tenantId),
        eq(paymentProofs.customerId, customerId),
        sql`(${paymentProofs.status} = 'waiting' or ${paymentProofs.fileSha256} = ${sha256})`,
      ),
    );
  const waiting = rows.filter(({ status }) => status === "waiting");
  const again = waiting.find(({ same }) => same);
  if (again) return again.id;
  if (rows.some(({ same, status }) => same && status === "approved"))
    throw new Conflict("proof_known");
  if (waiting.length >= MOST_WAITING) throw new Conflict("proof_too_many", { max: MOST_WAITING });
  return undefined;
}

async function needOwnInvoices(ctx: Ctx, tx: Tx, given: BroughtProof): Promise<void> {
  const { customerId, currency, invoiceIds } = given;
  if (invoiceIds.length === 0) return;
  const { rows } = await tx.execute<{ id: string; currency: string }>(sql`
    select id, currency from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and document_status = 'finalized' and id = any(${sql.param(invoiceIds)}::uuid[])`);
  if (rows.length !== new Set(invoiceIds).size) throw new NotFound("invoice");
  if (rows.some((row) => row.currency !== currency))
    throw new Invalid("currency_mismatch", { currency });
}
