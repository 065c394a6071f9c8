import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchMember, lockMember } from "./internal/member-row";
import { writeReset } from "./internal/write-reset";

/**
 * Sends a member the link for a new password; nobody sets a password for somebody else (ASVS 5.0 6.4.6). Throws
 * NotFound, Forbidden(role_exceeds), Invalid(member_without_email).
 */
export async function startMemberReset(ctx: Ctx, input: { membershipId: string }): Promise<void> {
  authorize(ctx, "member.manage");
  await inTenant(ctx, async (tx) => {
    const { id } = await lockMember(tx, ctx, input.membershipId);
    const { email } = await fetchMember(tx, ctx, id);
    if (!email) throw new Invalid("member_without_email");
    await writeReset(ctx, tx, id);
    record(ctx, "member.passwordResetStarted", { entity: { type: "member", id }, payload: {} });
  });
}
