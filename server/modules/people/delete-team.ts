import { and, eq } from "drizzle-orm";
import { memberships, teams } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { forgetSessionsOf } from "./internal/member-row";
import { lockTeam } from "./internal/team-row";

/** Deletes a group; its members stay, without one, and reach their own rows only where their role says *team*. Throws NotFound. */
export async function deleteTeam(ctx: Ctx, { teamId }: { teamId: string }): Promise<void> {
  authorize(ctx, "member.manage");
  const { tenantId } = ctx;
  await inTenant(ctx, async (tx) => {
    const { name } = await lockTeam(tx, ctx, teamId);
    const left = await tx
      .update(memberships)
      .set({ teamId: null })
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.teamId, teamId)))
      .returning({ id: memberships.id });
    await tx
      .update(invitations)
      .set({ teamId: null })
      .where(and(eq(invitations.tenantId, tenantId), eq(invitations.teamId, teamId)));
    await tx.delete(teams).where(and(eq(teams.tenantId, tenantId), eq(teams.id, teamId)));
    record(ctx, "team.deleted", { entity: { type: "team", id: teamId }, payload: { name } });
    for (const { id } of left) await forgetSessionsOf(tx, ctx, id);
  });
}
