import { and, eq } from "drizzle-orm";
import { customRoles } from "@/db/schema/auth";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ViewingAsDto } from "./schema";

/** Through whose eyes the caller looks now, for the banner. */
export async function viewingAs(ctx: Ctx): Promise<ViewingAsDto> {
  const { actor } = ctx;
  const seen = actor.kind === "user" ? actor.viewAs : undefined;
  if (!seen) return { viewing: null };
  const { customRole, role } = seen;
  if (!customRole) return { viewing: { role, customRoleName: null } };
  const [row] = await inTenant(ctx, (tx) =>
    tx
      .select({ name: customRoles.name })
      .from(customRoles)
      .where(and(eq(customRoles.tenantId, ctx.tenantId), eq(customRoles.id, customRole.id))),
  );
  return { viewing: { role, customRoleName: row?.name ?? "" } };
}
