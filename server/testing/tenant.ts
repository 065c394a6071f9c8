import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { type Ctx, type Role, systemCtx } from "@/server/tenancy/context";

/** A tenant that one test mints for itself. */
export type TestTenant = { id: string; slug: string; ctx: Ctx };

let counter = 0;

/** Inserts a tenant straight (no verb, no event) and gives a system context for it. */
export async function mintTenant(
  over: { slug?: string; timeZone?: string; parentTenantId?: string } = {},
): Promise<TestTenant> {
  const id = newId();
  const slug = over.slug ?? `t${process.pid}x${Date.now().toString(36)}x${counter++}`;
  const { platform } = composition().db;
  await platform.transaction(id, (tx) =>
    tx.execute(sql`insert into tenants (id, slug, name, country, time_zone, currency, locale, parent_tenant_id)
      values (${id}, ${slug}, ${slug}, 'PE', ${over.timeZone ?? "America/Lima"}, 'PEN', 'es', ${over.parentTenantId ?? null})`),
  );
  return { id, slug, ctx: systemCtx(id, "test") };
}

/** A staff member of the tenant with the role, and a context that acts as them. */
export async function mintStaff(
  tenant: TestTenant,
  role: Role,
  over: { email?: string; passwordHash?: string } = {},
): Promise<{ userId: string; membershipId: string; email: string; ctx: Ctx }> {
  const userId = newId();
  const membershipId = newId();
  const email = over.email ?? `${role}-${userId}@test.example`;
  const { platform } = composition().db;
  await platform.transaction(tenant.id, async (tx) => {
    await tx.execute(
      sql`insert into users (id, email, name, password_hash) values (${userId}, ${email}, ${`Test ${role}`}, ${over.passwordHash ?? null})`,
    );
    await tx.execute(
      sql`insert into memberships (id, tenant_id, user_id, role) values (${membershipId}, ${tenant.id}, ${userId}, ${role})`,
    );
  });
  const provedAt = tenant.ctx.now;
  const actor = { kind: "user", userId, membershipId, sessionId: newId(), role, provedAt } as const;
  return { userId, membershipId, email, ctx: { ...tenant.ctx, actor } };
}
