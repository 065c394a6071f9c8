import { TooManyRequests } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";

/** Throws TooManyRequests when the key was used more than `max` times in the window; also when nobody can count. */
export async function guard(key: string, max: number, windowSeconds: number): Promise<void> {
  const verdict = await limit({ tenantId: PLATFORM_TENANT_ID }, key, {
    ...{ max, windowSeconds },
    onFailure: "deny",
  });
  if (verdict.ok) return;
  const seconds = Math.ceil((verdict.resetAt.getTime() - Date.now()) / 1000);
  throw new TooManyRequests(Math.max(1, seconds));
}

/** The caller's network, for keys of limits. */
export const networkKey = (ctx: Pick<Ctx, "ip">): string => networkOf(ctx.ip ?? "none");
