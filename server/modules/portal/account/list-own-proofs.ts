import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownProofs } from "../internal/own-proofs";
import type { PortalProofDto } from "./proof-schema";

/** The signed-in customer's proofs of payment, the newest first, with what became of them. */
export function listOwnProofs(ctx: Ctx): Promise<PortalProofDto[]> {
  return inTenant(ctx, (tx) => ownProofs(ctx, tx));
}
