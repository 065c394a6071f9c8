import type { Transitions } from "@/server/kernel/state-machine";

/** A proof is decided once; what its payment comes to later is the payment's own story. */
export const proofMachine: Transitions<"waiting" | "approved" | "rejected", "approve" | "reject"> =
  {
    waiting: { approve: "approved", reject: "rejected" },
    approved: {},
    rejected: {},
  };
