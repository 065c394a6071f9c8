import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { teams } from "@/db/schema/auth";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** A team's row, locked; throws NotFound. */
export async function lockTeam(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string }> {
  const [row] = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.tenantId, ctx.tenantId), eq(teams.id, id)))
    .for("update");
  if (!row) throw new NotFound("team");
  return row;
}

/** Throws Conflict("team_name_taken") beside the field. */
export async function requireFreeTeamName(
  tx: Tx,
  ctx: Ctx,
  name: string,
  own?: string,
): Promise<void> {
  const taken = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(
      and(
        eq(teams.tenantId, ctx.tenantId),
        sql`lower(${teams.name}) = lower(${name})`,
        own ? ne(teams.id, own) : undefined,
      ),
    );
  if (taken.length > 0)
    throw new Conflict("team_name_taken", {}, { fields: { name: "team_name_taken" } });
}
