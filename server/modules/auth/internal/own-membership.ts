import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** The membership behind the caller's session; throws Unauthenticated for callers without one. */
export async function ownMembership(
  tx: Tx,
  ctx: Ctx,
): Promise<{ membershipId: string; sessionId: string }> {
  const { actor } = ctx;
  if (!("sessionId" in actor)) throw new Unauthenticated();
  if (actor.kind === "user") return actor;
  const [row] = await tx
    .select({ membershipId: sessions.membershipId })
    .from(sessions)
    .where(and(eq(sessions.id, actor.sessionId), eq(sessions.tenantId, ctx.tenantId)));
  if (!row?.membershipId) throw new Unauthenticated();
  return { membershipId: row.membershipId, sessionId: actor.sessionId };
}
