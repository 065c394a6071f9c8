import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { Conflict } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { PLATFORM_SLUG } from "@/server/kernel/slugs";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { endImpersonationRow } from "./internal/end";
import { originOf } from "./internal/tenant-host";
import type { LeftDto } from "./schema";

/** Who acts as a member leaves: the session ends at once, and the answer says where their own one waits. */
export async function leaveImpersonation(ctx: Ctx): Promise<LeftDto> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.impersonatedBy) throw new Conflict("not_impersonating");
  const { impersonationId, tenantId: home } = actor.impersonatedBy;
  // Only the platform's role sees the slug of the reseller that they came from.
  return asPlatform(ctx, "leave an impersonation", async (tx) => {
    await endImpersonationRow(ctx, tx, impersonationId, "left");
    if (home === PLATFORM_TENANT_ID)
      return { returnTo: `${originOf(PLATFORM_SLUG)}/tenants/${ctx.tenantId}` };
    const [reseller] = await tx
      .select({ slug: tenants.slug })
      .from(tenants)
      .where(eq(tenants.id, home));
    return { returnTo: `${originOf(reseller?.slug ?? PLATFORM_SLUG)}/settings/children` };
  });
}
