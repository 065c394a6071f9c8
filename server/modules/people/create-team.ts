import { teams } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireFreeTeamName } from "./internal/team-row";
import type { TeamDto } from "./schema";

/** A new group of staff. Throws Conflict("team_name_taken"). */
export async function createTeam(ctx: Ctx, { name }: { name: string }): Promise<TeamDto> {
  authorize(ctx, "member.manage");
  return inTenant(ctx, async (tx) => {
    await requireFreeTeamName(tx, ctx, name);
    const id = newId();
    await tx.insert(teams).values({ id, tenantId: ctx.tenantId, name, createdAt: ctx.now });
    record(ctx, "team.created", { entity: { type: "team", id }, payload: { name } });
    return { id, name, members: 0 };
  });
}
