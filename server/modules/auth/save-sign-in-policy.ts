import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { Invalid } from "@/server/kernel/errors";
import { saveSettings } from "@/server/modules/tenants/for-modules";
import type { Ctx, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { RolePolicy, SignInPolicyDto, SignInPolicyInput } from "./sign-in/schema";

/**
 * Chooses how each role may sign in; from the next sign-in on. The schema keeps a way in for every role, and one that
 * can be restored for owners; an account elsewhere counts only while a provider is configured. Throws
 * Invalid(role_needs_method, role_needs_phone), Conflict(settings_changed).
 */
export async function saveSignInPolicy(
  ctx: Ctx,
  input: SignInPolicyInput,
): Promise<SignInPolicyDto> {
  authorize(ctx, "signInMethod.manage");
  const { version, methodsByRole } = input;
  const oidcAvailable = composition().oidc.list().length > 0;
  const worksWithout = ({ password, phoneCode, passkey }: RolePolicy) =>
    password || phoneCode || passkey;
  if (!oidcAvailable && !Object.values(methodsByRole).every(worksWithout))
    throw new Invalid("role_needs_method");
  const byPhoneAlone = (Object.keys(methodsByRole) as Role[]).filter((role) => {
    const { password, phoneCode, passkey, oidc } = methodsByRole[role];
    return phoneCode && !password && !passkey && !(oidc && oidcAvailable);
  });
  return inTenant(ctx, async (tx) => {
    await requirePhones(tx, ctx, byPhoneAlone);
    const saved = await saveSettings(ctx, tx, {
      module: "signIn",
      version,
      data: { methodsByRole },
    });
    return { version: saved.version, methodsByRole, oidcAvailable };
  });
}

/** Whoever may enter by phone alone needs one: without it the choice would shut them out. */
async function requirePhones(tx: Tx, ctx: Ctx, roles: readonly Role[]): Promise<void> {
  if (roles.length === 0) return;
  const [shutOut] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        inArray(memberships.role, [...roles]),
        eq(memberships.status, "active"),
        isNull(memberships.phone),
      ),
    )
    .limit(1);
  if (shutOut) throw new Invalid("role_needs_phone");
}
