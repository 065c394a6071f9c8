import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants, tenantSettings } from "@/db/schema/tenants";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import { requireFlag } from "@/server/modules/tenants/is-enabled";
import { accessSettings } from "@/server/modules/tenants/settings/schema";
import type { Ctx } from "@/server/tenancy/context";

/** Throws NotFound for a tenant that is not the reseller's child, Forbidden where the child refuses its reseller. */
export async function requireOpenChild(ctx: Ctx, tx: Tx, childTenantId: string): Promise<void> {
  await requireFlag(ctx, tx, "resellers");
  const children = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.id, childTenantId), eq(tenants.parentTenantId, ctx.tenantId)));
  if (children.length === 0) throw new NotFound("tenant");
  const [row] = await tx
    .select({ data: tenantSettings.data })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, childTenantId), eq(tenantSettings.module, "access")));
  // Unreadable settings are a refusal: nobody comes in because something broke.
  const allowed = accessSettings.safeParse(row?.data ?? {}).data?.allowResellerEntry ?? false;
  if (!allowed) throw new Forbidden("reseller_entry_refused");
}
