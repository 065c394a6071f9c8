import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { Invalid } from "@/server/kernel/errors";
import { saveSettings } from "@/server/modules/tenants/for-modules";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { RolePolicy, SignInPolicyDto, SignInPolicyInput } from "./sign-in/schema";

/**
 * Chooses how each role may sign in; from the next sign-in on. The schema keeps a way in for every role, and one that
 * can be restored for owners; an account elsewhere counts only while a provider is configured. Throws
 * Invalid(role_needs_method), Conflict(settings_changed).
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
  return inTenant(ctx, async (tx) => {
    const saved = await saveSettings(ctx, tx, {
      module: "signIn",
      version,
      data: { methodsByRole },
    });
    return { version: saved.version, methodsByRole, oidcAvailable };
  });
}
