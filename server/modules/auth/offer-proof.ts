import type { Ctx } from "@/server/tenancy/context";
import { getAccount } from "./get-account";
import type { ProofMethod } from "./sign-in/schema";

/** By what the caller can prove again who they are; a phone's code only for who has nothing else. */
export async function offerProof(ctx: Ctx): Promise<{ methods: ProofMethod[] }> {
  const account = await getAccount(ctx);
  const methods: ProofMethod[] = [];
  if (account.passkeys.length > 0) methods.push("passkey");
  if (account.totpSince) methods.push("totp");
  if (account.hasPassword) methods.push("password");
  if (methods.length === 0 && account.phone) methods.push("phoneCode");
  return { methods };
}
