import { authorize } from "@/server/auth/authorize";
import { saveSettings } from "@/server/modules/tenants/for-modules";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { SignInPolicyDto } from "./sign-in/schema";

/**
 * Chooses how each role may sign in; from the next sign-in on. The schema keeps a way in for every role, and one that
 * can be restored for owners. Throws Conflict(settings_changed).
 */
export async function saveSignInPolicy(ctx: Ctx, input: SignInPolicyDto): Promise<SignInPolicyDto> {
  authorize(ctx, "signInMethod.manage");
  const { version, methodsByRole } = input;
  return inTenant(ctx, async (tx) => {
    const saved = await saveSettings(ctx, tx, {
      module: "signIn",
      version,
      data: { methodsByRole },
    });
    return { version: saved.version, methodsByRole };
  });
}
