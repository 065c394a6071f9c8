import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles } from "@/db/schema/auth";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import type { CustomGrants } from "@/server/auth/grants";
import type { Ctx, Role } from "@/server/tenancy/context";
import { withoutThatReach } from "../rules/role-grants";
import type { CustomRoleDto } from "../schema";
import { requireCovers } from "./ceiling";

/** Living custom roles with how many hold them, by name. */
export async function selectRoles(tx: Tx, ctx: Ctx, where?: SQL): Promise<CustomRoleDto[]> {
  const at = ctx.now.toISOString();
  const rows = await tx
    .select({
      id: customRoles.id,
      name: customRoles.name,
      description: customRoles.description,
      basedOn: customRoles.basedOn,
      grants: customRoles.grants,
      updatedAt: customRoles.updatedAt,
      members: sql<number>`(select count(*)::int from memberships m where m.tenant_id = ${ctx.tenantId}
        and m.custom_role_id = ${customRoles.id})`,
      invitations: sql<number>`(select count(*)::int from invitations i where i.tenant_id = ${ctx.tenantId}
        and i.custom_role_id = ${customRoles.id} and i.accepted_at is null and i.revoked_at is null
        and i.expires_at > ${at})`,
    })
    .from(customRoles)
    .where(and(eq(customRoles.tenantId, ctx.tenantId), isNull(customRoles.archivedAt), where))
    .orderBy(sql`lower(${customRoles.name})`)
    .limit(100);
  return rows.map((row) => ({
    ...row,
    basedOn: row.basedOn as Role,
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** One living role as a DTO; throws NotFound. */
export async function fetchRole(tx: Tx, ctx: Ctx, id: string): Promise<CustomRoleDto> {
  const [role] = await selectRoles(tx, ctx, eq(customRoles.id, id));
  if (!role) throw new NotFound("customRole");
  return role;
}

/** A living role's row, locked; throws NotFound. */
export async function lockRole(tx: Tx, ctx: Ctx, id: string) {
  const [row] = await tx
    .select()
    .from(customRoles)
    .where(
      and(
        eq(customRoles.tenantId, ctx.tenantId),
        eq(customRoles.id, id),
        isNull(customRoles.archivedAt),
      ),
    )
    .for("update");
  if (!row) throw new NotFound("customRole");
  return row;
}

/** Throws Invalid("reach_not_offered"), Forbidden("role_exceeds") unless the caller may give these grants. */
export function requireGrants(ctx: Ctx, grants: CustomGrants): void {
  const [action] = withoutThatReach(grants);
  if (action) throw new Invalid("reach_not_offered", { action });
  requireCovers(ctx, grants);
}

/** Throws Conflict("role_name_taken") beside the field. */
export async function requireFreeName(tx: Tx, ctx: Ctx, name: string, own?: string): Promise<void> {
  const taken = await tx
    .select({ id: customRoles.id })
    .from(customRoles)
    .where(
      and(
        eq(customRoles.tenantId, ctx.tenantId),
        isNull(customRoles.archivedAt),
        sql`lower(${customRoles.name}) = lower(${name})`,
        own ? ne(customRoles.id, own) : undefined,
      ),
    );
  if (taken.length > 0)
    throw new Conflict("role_name_taken", {}, { fields: { name: "role_name_taken" } });
}
