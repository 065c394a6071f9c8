import { and, eq } from "drizzle-orm";
import { paymentProofs } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { decided } from "./internal/decided";
import { lockProof } from "./internal/proof-row";
import { readProof } from "./read-proof";
import { proofMachine } from "./rules/proof-machine";
import type { ProofDetailDto, RejectProofInput } from "./schema";

/**
 * The money is not there: the customer is told why, and the ladder goes on. Asked twice it is rejected once. Throws
 * `NotFound`, `IllegalTransition` (approved before: then its payment bounces).
 */
export function rejectProof(ctx: Ctx, input: RejectProofInput): Promise<ProofDetailDto> {
  const { proofId, reason } = input;
  authorize(ctx, "proof.review");
  return inTenant(ctx, async (tx) => {
    const { proof } = await lockProof(ctx, tx, proofId);
    if (proof.status === "rejected") return readProof(ctx, tx, proofId);
    const status = transition("proof", proofMachine, proof.status, "reject");
    await tx
      .update(paymentProofs)
      .set({ status, rejectReason: reason, ...decided(ctx) })
      .where(and(eq(paymentProofs.tenantId, ctx.tenantId), eq(paymentProofs.id, proofId)));
    const { customerId, currency, amountMinor } = proof;
    record(ctx, "paymentProof.rejected", {
      entity: { type: "paymentProof", id: proofId },
      payload: { customerId, currency, amountMinor, reason },
    });
    return readProof(ctx, tx, proofId);
  });
}
