import { and, eq } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { hashPassword } from "@/server/auth/password-hash";
import { createChildTenant } from "@/server/modules/tenants/create-child-tenant";
import { setTenantFlag } from "@/server/modules/platform/set-tenant-flag";
import { setTenantLimit } from "@/server/modules/platform/set-tenant-limit";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { DEMO_CHILD, DEMO_PASSWORD } from "./demo-tenants";
import { seedId } from "./seed-id";

/** BYTEK becomes a reseller and opens TecnoAndes; FibraNet gets an agreement above its plan. Safe to repeat. */
export async function seedReseller(ctx: Ctx): Promise<void> {
  const parentId = seedId(`tenant:${DEMO_CHILD.parentSlug}`);
  const own = { ...ctx, tenantId: parentId };
  const there = await asPlatform(own, "look for the demo reseller's child", (tx) =>
    tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.slug, DEMO_CHILD.slug), eq(tenants.parentTenantId, parentId))),
  );
  if (there.length > 0) return;
  await setTenantFlag(ctx, { tenantId: parentId, flag: "resellers", enabled: true });
  await setTenantLimit(ctx, {
    tenantId: seedId("tenant:fibranet"),
    resource: "customers",
    maximum: 4_000,
  });
  const { parentSlug: _, ...child } = DEMO_CHILD;
  const created = await createChildTenant(own, child);
  await asPlatform(
    { ...ctx, tenantId: created.id },
    "give the demo child its password",
    async (tx) => {
      const passwordHash = await hashPassword(DEMO_PASSWORD);
      await tx.update(users).set({ passwordHash }).where(eq(users.email, child.owner.email));
      await tx.update(tenants).set({ demo: true }).where(eq(tenants.id, created.id));
    },
  );
}
