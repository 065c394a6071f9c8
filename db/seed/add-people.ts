import { eq } from "drizzle-orm";
import { memberships, platformAdmins, users } from "@/db/schema/auth";
import { hashPassword } from "@/server/auth/password-hash";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx, Role } from "@/server/tenancy/context";
import { DEMO_PASSWORD } from "./demo-tenants";
import { seedId } from "./seed-id";

type Person = { role: Role; name: string; email: string; phone?: string };

/**
 * Puts people with the demo password into a tenant; who is there already stays untouched. Written straight, because
 * inviting by mail is the product's only way to add staff, and nobody reads the demo's mail.
 */
export async function addPeople(ctx: Ctx, people: readonly Person[]): Promise<void> {
  await asPlatform(ctx, "seed demo people", async (tx) => {
    for (const { role, name, email, phone } of people) {
      const id = seedId(`user:${email}`);
      const passwordHash = await hashPassword(DEMO_PASSWORD);
      await tx.insert(users).values({ id, name, email, passwordHash }).onConflictDoNothing();
      const [person] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
      const added = await tx
        .insert(memberships)
        .values({
          id: seedId(`membership:${ctx.tenantId}:${email}`),
          tenantId: ctx.tenantId,
          userId: person?.id ?? id,
          role,
          phone: phone ?? null,
        })
        .onConflictDoNothing()
        .returning({ id: memberships.id });
      if (added.length > 0 && ctx.tenantId !== PLATFORM_TENANT_ID)
        await countUsage(ctx, tx, "staff", 1);
      if (ctx.tenantId === PLATFORM_TENANT_ID && person)
        await tx.insert(platformAdmins).values({ userId: person.id }).onConflictDoNothing();
    }
  });
}
