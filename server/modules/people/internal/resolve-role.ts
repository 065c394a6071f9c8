import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles } from "@/db/schema/auth";
import type { Holder } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx, Locale, Role } from "@/server/tenancy/context";
import { roleName } from "../role-name";
import type { RoleChoice } from "../schema";
import { requireCoversRole } from "./ceiling";

/** A role as columns keep it, as a holder, and as it is called. */
export type ResolvedRole = {
  role: Role;
  customRoleId: string | null;
  holder: Holder;
  nameIn: (locale: Locale) => string;
};

/** The role that was chosen; throws NotFound for a custom role that is archived or not of this tenant. */
export async function resolveRole(tx: Tx, ctx: Ctx, choice: RoleChoice): Promise<ResolvedRole> {
  const { role, customRoleId } = choice;
  if (role)
    return {
      role,
      customRoleId: null,
      holder: { role },
      nameIn: (locale) => roleName(role, locale),
    };
  const [custom] = await tx
    .select({ basedOn: customRoles.basedOn, grants: customRoles.grants, name: customRoles.name })
    .from(customRoles)
    .where(
      and(
        eq(customRoles.tenantId, ctx.tenantId),
        eq(customRoles.id, customRoleId ?? ""),
        isNull(customRoles.archivedAt),
      ),
    )
    // Held until the end: nobody archives it while it is being given.
    .for("share");
  if (!custom || !customRoleId) throw new NotFound("customRole");
  const basedOn = custom.basedOn as Role;
  return {
    role: basedOn,
    customRoleId,
    holder: { role: basedOn, customRole: { grants: custom.grants } },
    nameIn: () => custom.name,
  };
}

/** `resolveRole`, refused where it holds more than the caller (`requireCovers`). */
export async function giveRole(tx: Tx, ctx: Ctx, choice: RoleChoice): Promise<ResolvedRole> {
  const resolved = await resolveRole(tx, ctx, choice);
  requireCoversRole(ctx, resolved.holder);
  return resolved;
}
