import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockInvitation } from "./internal/lock-invitation";

/** Withdraws an invitation: its link works no more. Throws NotFound. */
export async function revokeInvitation(ctx: Ctx, input: { invitationId: string }): Promise<void> {
  authorize(ctx, "member.manage");
  await inTenant(ctx, async (tx) => {
    const { id } = await lockInvitation(tx, ctx, input.invitationId);
    await tx
      .update(invitations)
      .set({ revokedAt: ctx.now })
      .where(and(eq(invitations.id, id), eq(invitations.tenantId, ctx.tenantId)));
    record(ctx, "invitation.revoked", { entity: { type: "invitation", id }, payload: {} });
  });
}
