import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSessionsOf, lockMember } from "./internal/member-row";

/** Ends every session of a member at once; how many lived. Throws NotFound, Forbidden(role_exceeds). */
export async function endMemberSessions(
  ctx: Ctx,
  input: { membershipId: string },
): Promise<{ ended: number }> {
  authorize(ctx, "member.manage");
  return inTenant(ctx, async (tx) => {
    const { id } = await lockMember(tx, ctx, input.membershipId);
    const ended = await endSessionsOf(tx, ctx, id, "revokedByStaff");
    if (ended > 0)
      record(ctx, "member.sessionsEnded", {
        entity: { type: "member", id },
        payload: { sessions: ended },
      });
    return { ended };
  });
}
