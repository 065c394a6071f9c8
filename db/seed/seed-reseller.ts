import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/identity";
import { tenants } from "@/db/schema/tenants";
import { createChildTenant } from "@/server/modules/tenants/create-child-tenant";
import { setTenantFlag } from "@/server/modules/platform/set-tenant-flag";
import { setTenantLimit } from "@/server/modules/platform/set-tenant-limit";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { addPeople } from "./add-people";
import { DEMO_CHILD } from "./demo-tenants";
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
  const theirs = { ...ctx, tenantId: created.id };
  await addPeople(theirs, [{ role: "owner", ...child.owner }]);
  // Nobody reads the demo's mail: the owner has come already.
  await asPlatform(theirs, "the demo child's owner has come", async (tx) => {
    await tx
      .update(invitations)
      .set({ acceptedAt: ctx.now })
      .where(eq(invitations.tenantId, created.id));
    await tx.update(tenants).set({ demo: true }).where(eq(tenants.id, created.id));
  });
}
