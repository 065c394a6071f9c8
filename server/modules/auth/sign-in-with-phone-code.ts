import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { finishSignIn } from "./internal/finish-sign-in";
import { spendStaffCode } from "./internal/one-time-code";
import type { PhoneCodeInput, SignInAnswer } from "./sign-in/schema";

/** The code that was sent to a phone → a ticket, or the next step. Throws Unauthenticated(code_wrong). */
export async function signInWithPhoneCode(ctx: Ctx, input: PhoneCodeInput): Promise<SignInAnswer> {
  const answer = await inTenant(ctx, async (tx) => {
    const membershipId = await spendStaffCode(tx, ctx, input);
    return membershipId
      ? finishSignIn(tx, ctx, { membershipId, methods: ["phoneCode"] })
      : undefined;
  });
  if (!answer) throw new Unauthenticated("code_wrong");
  return answer;
}
