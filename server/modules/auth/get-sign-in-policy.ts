import { authorize } from "@/server/auth/authorize";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { SignInPolicyDto } from "./sign-in/schema";

/** How each role may sign in. */
export async function getSignInPolicy(ctx: Ctx): Promise<SignInPolicyDto> {
  authorize(ctx, "signInMethod.manage");
  const { version, data } = await inTenant(ctx, (tx) => readSettings(ctx, tx, "signIn"));
  const oidcAvailable = composition().oidc.list().length > 0;
  return { version, methodsByRole: data.methodsByRole, oidcAvailable };
}
