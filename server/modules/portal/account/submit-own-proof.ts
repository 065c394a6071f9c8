import { NotFound } from "@/server/kernel/errors";
import { submitProof } from "@/server/modules/payments/proofs/submit-proof";
import { type ProofFieldsInput, proofFields } from "@/server/modules/payments/proofs/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import { ownProofs } from "../internal/own-proofs";
import type { PortalProofDto } from "./proof-schema";

/** The signed-in customer says that they paid, with the file that they sent before. Throws as `submitProof` does. */
export function submitOwnProof(ctx: Ctx, given: ProofFieldsInput): Promise<PortalProofDto> {
  const fields = proofFields.parse(given);
  const { customerId } = ownCustomer(ctx);
  return inTenant(ctx, async (tx) => {
    const id = await submitProof(ctx, tx, { ...fields, customerId, source: "portal" });
    const proof = (await ownProofs(ctx, tx)).find((one) => one.id === id);
    if (!proof) throw new NotFound("proof");
    return proof;
  });
}
