import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readProof } from "./read-proof";
import type { ProofDetailDto, ProofIdInput } from "./schema";

/** A proof with its picture and what speaks for it and against it. Throws `NotFound`. */
export function getProof(ctx: Ctx, { proofId }: ProofIdInput): Promise<ProofDetailDto> {
  authorize(ctx, "payment.read");
  return inTenant(ctx, (tx) => readProof(ctx, tx, proofId));
}
