import type { Tx } from "@/db/client";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { ownMembership } from "./own-membership";

/** The member behind the session, and nobody who acts in their place: what opens an account is theirs alone. */
export async function selfOf(
  tx: Tx,
  ctx: Ctx,
): Promise<{ membershipId: string; sessionId: string }> {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.impersonatedBy) throw new Forbidden("not_while_impersonating");
  return ownMembership(tx, ctx);
}
