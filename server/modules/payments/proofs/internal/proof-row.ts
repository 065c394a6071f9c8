import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentProofs } from "@/db/schema/by-hand";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import type { PROOF_SOURCES, ProofDto } from "../schema";

export const proofColumns = {
  id: paymentProofs.id,
  status: paymentProofs.status,
  source: paymentProofs.source,
  customerId: paymentProofs.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.id = payment_proofs.customer_id and c.tenant_id = payment_proofs.tenant_id)`,
  currency: paymentProofs.currency,
  amountMinor: paymentProofs.amountMinor,
  paidOn: paymentProofs.paidOn,
  operation: paymentProofs.operation,
  bank: paymentProofs.bank,
  twin: sql<boolean>`(exists (select 1 from payment_proofs o where o.tenant_id = payment_proofs.tenant_id
      and o.id <> payment_proofs.id and o.status <> 'rejected' and o.file_sha256 = payment_proofs.file_sha256)
    or payment_proofs.operation_key <> '' and exists (select 1 from payment_proofs o
      where o.tenant_id = payment_proofs.tenant_id and o.id <> payment_proofs.id and o.status <> 'rejected'
        and o.operation_key <> '' and o.operation_key = payment_proofs.operation_key))`,
  holdUntil: paymentProofs.holdUntil,
  createdAt: paymentProofs.createdAt,
};

export type ProofRow = Omit<ProofDto, "createdAt" | "holdUntil" | "source"> & {
  createdAt: Date;
  holdUntil: Date | null;
  source: string;
};

export const toProofDto = ({ createdAt, holdUntil, source, ...row }: ProofRow): ProofDto => ({
  ...row,
  source: source as (typeof PROOF_SOURCES)[number],
  holdUntil: holdUntil?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** One proof within reach; throws `NotFound`. */
export async function fetchProof(
  ctx: Ctx,
  tx: Tx,
  proofId: string,
  permission: PermissionName = "payment.read",
) {
  const [row] = await tx
    .select({
      ...proofColumns,
      note: paymentProofs.note,
      fileId: paymentProofs.fileId,
      fileSha256: paymentProofs.fileSha256,
      operationKey: paymentProofs.operationKey,
      invoiceIds: paymentProofs.invoiceIds,
      paymentId: paymentProofs.paymentId,
      rejectReason: paymentProofs.rejectReason,
      decidedAt: paymentProofs.decidedAt,
      decidedByMembershipId: paymentProofs.decidedByMembershipId,
    })
    .from(paymentProofs)
    .where(
      and(
        eq(paymentProofs.tenantId, ctx.tenantId),
        eq(paymentProofs.id, proofId),
        ofCustomersWithinReach(ctx, permission, paymentProofs.customerId),
      ),
    );
  if (!row) throw new NotFound("proof");
  return row;
}

/**
 * The proof and its twins (the same picture, the same operation), kept until the end of the transaction in the order of
 * their ids: of two that show one transfer the second decision sees the first. Throws `NotFound`.
 */
export async function lockProof(ctx: Ctx, tx: Tx, proofId: string) {
  const { fileSha256, operationKey } = await fetchProof(ctx, tx, proofId, "proof.review");
  const rows = await tx
    .select()
    .from(paymentProofs)
    .where(
      and(
        eq(paymentProofs.tenantId, ctx.tenantId),
        sql`(${paymentProofs.id} = ${proofId} or ${paymentProofs.fileSha256} = ${fileSha256}
          or (${operationKey} <> '' and ${paymentProofs.operationKey} = ${operationKey}))`,
      ),
    )
    .orderBy(paymentProofs.id)
    .for("update");
  const proof = rows.find(({ id }) => id === proofId);
  if (!proof) throw new NotFound("proof");
  return { proof, twins: rows.filter(({ id }) => id !== proofId) };
}
