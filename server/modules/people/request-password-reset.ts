import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { perAddress } from "./internal/per-address";

/** Links that one account may ask for; beyond it the answer stays the same and nothing is sent. */
const PER_ACCOUNT = { max: 3, windowSeconds: 3600, onFailure: "deny" } as const;

/**
 * Asks for a link to a new password. Answer and work are the same whoever asks: whether anybody has the address is
 * looked up later, by the job. Throws TooManyRequests for an address that asks too often.
 */
export async function requestPasswordReset(ctx: Ctx, input: { email: string }): Promise<void> {
  await perAddress(ctx, "password-reset", 10);
  const verdict = await limit(ctx, `password-reset-account:${input.email}`, PER_ACCOUNT);
  const key = keyedHash(composition().env.TRAMA_MASTER_KEY, "password-reset", input.email);
  await inTenant(ctx, async () => {
    const payload = { email: verdict.ok ? input.email : null };
    enqueueAgain(ctx, { name: "people.sendPasswordReset", payload, options: { key } });
  });
}
