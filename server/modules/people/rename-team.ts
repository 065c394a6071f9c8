import { and, eq } from "drizzle-orm";
import { teams } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockTeam, requireFreeTeamName } from "./internal/team-row";

/** Gives a group another name. Throws NotFound, Conflict("team_name_taken"). */
export async function renameTeam(
  ctx: Ctx,
  { teamId, name }: { teamId: string; name: string },
): Promise<void> {
  authorize(ctx, "member.manage");
  await inTenant(ctx, async (tx) => {
    const before = await lockTeam(tx, ctx, teamId);
    if (before.name === name) return;
    await requireFreeTeamName(tx, ctx, name, teamId);
    await tx
      .update(teams)
      .set({ name })
      .where(and(eq(teams.id, teamId), eq(teams.tenantId, ctx.tenantId)));
    record(ctx, "team.renamed", {
      entity: { type: "team", id: teamId },
      payload: { before: before.name, after: name },
    });
  });
}
