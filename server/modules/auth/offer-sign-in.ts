import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { SignInOfferDto } from "./sign-in/schema";

/** How people may sign in on this host: what any role may use. Says nothing of anybody. */
export async function offerSignIn(ctx: Ctx): Promise<SignInOfferDto> {
  const { data } = await inTenant(ctx, (tx) => readSettings(ctx, tx, "signIn"));
  const roles = Object.values(data.methodsByRole);
  return {
    password: roles.some(({ password }) => password),
    phoneCode: roles.some(({ phoneCode }) => phoneCode),
    passkey: roles.some(({ passkey }) => passkey),
    providers: roles.some(({ oidc }) => oidc) ? [...composition().oidc.list()] : [],
  };
}
