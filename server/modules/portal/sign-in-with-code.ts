import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tryCode } from "./internal/code-row";
import { enter } from "./internal/enter";
import { chargeTry } from "./internal/hit-limits";
import type { ProvenAddressDto, SignInWithCodeInput } from "./schema";

/**
 * The code → a ticket for the portal's cookie, or the accounts that share the address. Five tries a code, counted
 * before they are compared. Throws Invalid: code_wrong, code_spent (used, old, void or tried too often).
 */
export async function signInWithCode(
  ctx: Ctx,
  { requestId, code }: SignInWithCodeInput,
): Promise<ProvenAddressDto> {
  await chargeTry(ctx);
  // The failure is thrown outside: rolled back, a try would cost nothing.
  const tried = await inTenant(ctx, async (tx) => {
    const result = await tryCode(ctx, tx, { purpose: "signIn", requestId, code });
    if (result.outcome !== "right") return result.outcome;
    const { channel } = result.row;
    const method = channel === "email" ? "emailCode" : "phoneCode";
    return (await enter(ctx, tx, result.row, method)) ?? "spent";
  });
  if (tried === "wrong") throw new Invalid("code_wrong", {}, { fields: { code: "code_wrong" } });
  if (tried === "spent") throw new Invalid("code_spent", {}, { fields: { code: "code_spent" } });
  return tried;
}
