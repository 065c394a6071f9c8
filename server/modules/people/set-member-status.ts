import { and, eq } from "drizzle-orm";
import { memberships } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Forbidden } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  endSessionsOf,
  fetchMember,
  isPlainOwner,
  lockMember,
  requireOtherOwner,
} from "./internal/member-row";
import type { MemberDto, MemberStatusInput } from "./schema";

/**
 * Disables a member (their sessions end at once, their place in the plan is free) or lets them in again. Throws
 * NotFound, Forbidden (own_status, role_exceeds), Conflict(last_owner), LimitReached on the way back.
 */
export async function setMemberStatus(ctx: Ctx, input: MemberStatusInput): Promise<MemberDto> {
  authorize(ctx, "member.manage");
  const { membershipId, status } = input;
  const { actor } = ctx;
  return inTenant(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, membershipId);
    if (actor.kind === "user" && actor.membershipId === membershipId)
      throw new Forbidden("own_status");
    if (before.status === status) return fetchMember(tx, ctx, membershipId);
    if (isPlainOwner(before)) await requireOtherOwner(tx, ctx, membershipId);
    await tx
      .update(memberships)
      .set({ status })
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
    const entity = { type: "member" as const, id: membershipId };
    if (status === "disabled") {
      const sessions = await endSessionsOf(tx, ctx, membershipId, "revokedByStaff");
      record(ctx, "member.disabled", { entity, payload: { sessions } });
    } else record(ctx, "member.enabled", { entity, payload: {} });
    await countUsage(ctx, tx, "staff", status === "disabled" ? -1 : 1);
    return fetchMember(tx, ctx, membershipId);
  });
}
