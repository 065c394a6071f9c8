import { TooManyRequests } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";

/** Throws TooManyRequests where one address asks for `what` more than `max` times in a quarter of an hour. */
export async function perAddress(ctx: Ctx, what: string, max: number): Promise<void> {
  const rule = { max, windowSeconds: 900, onFailure: "deny" } as const;
  const verdict = await limit(ctx, `${what}:${networkOf(ctx.ip ?? "none")}`, rule);
  if (verdict.ok) return;
  const waitMs = verdict.resetAt.getTime() - Date.now();
  throw new TooManyRequests(Math.max(1, Math.ceil(waitMs / 1000)));
}
