import { and, asc, eq, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { externalIdentities, passkeys } from "@/db/schema/identity";
import { composition } from "@/server/composition";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx, Locale, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import { policyOf } from "./internal/sign-in-policy";
import type { AccountDto } from "./sign-in/schema";

/** The caller's own account in this tenant: who they are, and by what they sign in. */
export function getAccount(ctx: Ctx): Promise<AccountDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await ownMembership(tx, ctx);
    const [row] = await tx
      .select({
        name: users.name,
        email: users.email,
        phone: memberships.phone,
        locale: users.locale,
        role: memberships.role,
        hasPassword: sql<boolean>`${users.passwordHash} is not null`,
        totpSince: sql<
          string | null
        >`(select f.confirmed_at from totp_factors f where f.tenant_id = ${ctx.tenantId}
          and f.membership_id = ${memberships.id})`,
        recoveryCodesLeft: sql<number>`(select count(*)::int from recovery_codes r where r.tenant_id = ${ctx.tenantId}
          and r.membership_id = ${memberships.id} and r.used_at is null)`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
    if (!row) throw new Unauthenticated();
    const keys = await tx
      .select()
      .from(passkeys)
      .where(and(eq(passkeys.tenantId, ctx.tenantId), eq(passkeys.membershipId, membershipId)))
      .orderBy(asc(passkeys.id))
      .limit(50);
    const linked = await tx
      .select()
      .from(externalIdentities)
      .where(
        and(
          eq(externalIdentities.tenantId, ctx.tenantId),
          eq(externalIdentities.membershipId, membershipId),
        ),
      )
      .orderBy(asc(externalIdentities.id))
      .limit(20);
    const policy = await policyOf(tx, ctx, row.role);
    return {
      ...row,
      locale: row.locale as Locale,
      role: row.role as Role,
      totpSince: row.totpSince && new Date(row.totpSince).toISOString(),
      secondStepRequired: policy.secondStep === "required",
      passkeys: keys.map((key) => ({
        id: key.id,
        name: key.name,
        host: key.host,
        backedUp: key.backedUp,
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        createdAt: key.createdAt.toISOString(),
      })),
      identities: linked.map((one) => ({
        id: one.id,
        label: composition().oidc.labelOf(one.issuer) ?? new URL(one.issuer).host,
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
        createdAt: one.createdAt.toISOString(),
      })),
    };
  });
}
