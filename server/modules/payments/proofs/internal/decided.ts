import type { Ctx } from "@/server/tenancy/context";

/** Who decided and when, as a row keeps it. */
export const decided = ({ actor, now }: Ctx) => ({
  decidedByMembershipId: actor.kind === "user" ? actor.membershipId : null,
  decidedAt: now,
});
