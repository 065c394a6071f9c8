import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { staff } from "@/server/trpc/procedures";
import { approveProof } from "./approve-proof";
import { countProofs } from "./count-proofs";
import { getProof } from "./get-proof";
import { listProofs } from "./list-proofs";
import { rejectProof } from "./reject-proof";
import * as schema from "./schema";

const rest = (method: "GET" | "POST", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["payments"] },
});

/** Proofs of payment that customers brought: the queue of who decides. */
export const proofProcedures = {
  listProofs: staff("payment.read")
    .meta(rest("GET", "/payment-proofs", "List proofs of payment"))
    .input(listPageInput)
    .output(schema.proofPage)
    .query(({ ctx, input }) => listProofs(ctx, input)),
  countProofs: staff("payment.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countProofs(ctx, input)),
  getProof: staff("payment.read")
    .meta(
      rest("GET", "/payment-proofs/{proofId}", "Get a proof of payment with what speaks for it"),
    )
    .input(schema.proofIdInput)
    .output(schema.proofDetailDto)
    .query(({ ctx, input }) => getProof(ctx, input)),
  approveProof: staff("proof.review")
    .meta(
      rest(
        "POST",
        "/payment-proofs/{proofId}/approve",
        "Approve a proof: its payment is recorded and allocated",
      ),
    )
    .input(schema.approveProofInput)
    .output(schema.proofDetailDto)
    .mutation(({ ctx, input }) => approveProof(ctx, input)),
  rejectProof: staff("proof.review")
    .meta(
      rest("POST", "/payment-proofs/{proofId}/reject", "Reject a proof; the customer reads why"),
    )
    .input(schema.rejectProofInput)
    .output(schema.proofDetailDto)
    .mutation(({ ctx, input }) => rejectProof(ctx, input)),
};
