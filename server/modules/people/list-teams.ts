import { eq, sql } from "drizzle-orm";
import { teams } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { TeamDto } from "./schema";

/** Groups of staff and how many belong to each, by name. */
export function listTeams(ctx: Ctx): Promise<TeamDto[]> {
  authorize(ctx, "member.read");
  return inTenant(ctx, (tx) =>
    tx
      .select({
        id: teams.id,
        name: teams.name,
        // Named in full: Drizzle writes a lone table's columns bare, and "id" would be the membership's.
        members: sql<number>`(select count(*)::int from memberships m where m.tenant_id = ${ctx.tenantId} and m.team_id = "teams"."id")`,
      })
      .from(teams)
      .where(eq(teams.tenantId, ctx.tenantId))
      .orderBy(sql`lower(${teams.name})`)
      .limit(200),
  );
}
