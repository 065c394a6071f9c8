import type { Ctx } from "@/server/tenancy/context";
import { perAddress } from "./internal/per-address";
import { livingReset } from "./internal/living-reset";

/** Does the link for a new password still work? */
export async function openPasswordReset(
  ctx: Ctx,
  input: { token: string },
): Promise<{ valid: boolean }> {
  await perAddress(ctx, "password-reset-open", 60);
  return { valid: (await livingReset(ctx, input.token)) !== undefined };
}
