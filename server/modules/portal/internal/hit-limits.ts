import { TooManyRequests } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { ASK_LIMITS, PAY_LIMITS, TRY_LIMIT } from "../rules/code";

/**
 * One more request for a code to this address; throws TooManyRequests. Counted alike whether or not anybody has it.
 * A browser from which its owner came in before has a count of its own: no flood keeps them out.
 */
export async function chargeAsking(ctx: Ctx, address: string, isKnown = false): Promise<void> {
  const network = networkOf(ctx.ip ?? "none");
  await hit(ctx, `portal.ask:${network}`, ASK_LIMITS.network);
  await hit(ctx, `portal.ask:${network}:${address}`, ASK_LIMITS.addressFromNetwork);
  if (isKnown) return hit(ctx, `portal.ask.known:${ctx.deviceToken}`, ASK_LIMITS.knownDevice);
  await hit(ctx, `portal.ask:${address}`, ASK_LIMITS.address);
  await hit(ctx, "portal.ask", ASK_LIMITS.tenant);
}

/** One more try of a code or link from this network; throws TooManyRequests. */
export const chargeTry = (ctx: Ctx): Promise<void> =>
  hit(ctx, `portal.try:${networkOf(ctx.ip ?? "none")}`, TRY_LIMIT);

/**
 * One more call of somebody who pays, from this network and for this customer; throws TooManyRequests. A whole village may
 * share one address (CGNAT), so the customer's own count is the narrow one.
 */
export async function chargePaying(ctx: Ctx, customerId: string): Promise<void> {
  await hit(ctx, `portal.pay:${networkOf(ctx.ip ?? "none")}`, PAY_LIMITS.network);
  await hit(ctx, `portal.pay:${customerId}`, PAY_LIMITS.customer);
}

async function hit(ctx: Ctx, key: string, rule: Parameters<typeof limit>[2]): Promise<void> {
  const verdict = await limit(ctx, key, rule);
  if (verdict.ok) return;
  const seconds = Math.ceil((verdict.resetAt.getTime() - ctx.now.getTime()) / 1000);
  throw new TooManyRequests(Math.max(1, seconds));
}
