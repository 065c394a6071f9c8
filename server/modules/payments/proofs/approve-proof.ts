import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentProofs } from "@/db/schema/by-hand";
import { payments } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { receivePayment } from "../receive-payment";
import { decided } from "./internal/decided";
import { lockProof } from "./internal/proof-row";
import { readProof } from "./read-proof";
import { proofMachine } from "./rules/proof-machine";
import { type ApproveProofInput, approveProofInput, type ProofDetailDto } from "./schema";

/**
 * The money is there: a payment by transfer, for the invoices that the proof names (those still open, else the oldest due
 * first). Asked twice it is one payment. Throws `NotFound`, `IllegalTransition` (rejected before), `Conflict`
 * proof_twin_approved (the same transfer was approved already; `evenSo` says that it is another one).
 */
export function approveProof(ctx: Ctx, given: ApproveProofInput): Promise<ProofDetailDto> {
  const input = approveProofInput.parse(given);
  authorize(ctx, "proof.review");
  return inTenant(ctx, async (tx) => {
    await approve(ctx, tx, input);
    return readProof(ctx, tx, input.proofId);
  });
}

/** The same in the open transaction, for a bank's movement too; returns the payment's id. Who may, the caller has asked. */
export async function approve(
  ctx: Ctx,
  tx: Tx,
  { proofId, evenSo, ...input }: ReturnType<typeof approveProofInput.parse>,
): Promise<string> {
  const { proof, twins } = await lockProof(ctx, tx, proofId);
  if (proof.status === "approved" && proof.paymentId) return proof.paymentId;
  const status = transition("proof", proofMachine, proof.status, "approve");
  if (!evenSo && twins.some((twin) => twin.status === "approved"))
    throw new Conflict("proof_twin_approved");
  const { customerId, currency } = proof;
  const amountMinor = input.amountMinor ?? proof.amountMinor;
  const paymentId = await receivePayment(ctx, tx, {
    ...{ customerId, currency, amountMinor, method: "transfer", reference: proof.operation },
    ...{ receivedOn: input.receivedOn ?? proof.paidOn, provider: "proof" },
    ...{ providerPaymentId: proofId, to: await stillOpen(ctx, tx, proof) },
  });
  await tx
    .update(payments)
    .set({ proofFileId: proof.fileId })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
  await tx
    .update(paymentProofs)
    .set({ status, paymentId, ...decided(ctx) })
    .where(and(eq(paymentProofs.tenantId, ctx.tenantId), eq(paymentProofs.id, proofId)));
  record(ctx, "paymentProof.approved", {
    entity: { type: "paymentProof", id: proofId },
    payload: { customerId, currency, amountMinor, paymentId },
  });
  return paymentId;
}

type Named = Pick<typeof paymentProofs.$inferSelect, "customerId" | "currency" | "invoiceIds">;

/** What the proof names and is open yet, in its order; nothing of it: the oldest due first. */
async function stillOpen(ctx: Ctx, tx: Tx, { customerId, currency, invoiceIds }: Named) {
  const { rows } = await tx.execute<{ invoiceId: string }>(sql`
    select id as "invoiceId" from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and currency = ${currency} and document_status = 'finalized' and open_minor > 0
      and id = any(${sql.param(invoiceIds)}::uuid[])
    order by array_position(${sql.param(invoiceIds)}::uuid[], id)`);
  return rows.length > 0 ? rows : ("oldest" as const);
}
