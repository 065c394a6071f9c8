import { createHash } from "node:crypto";
import { composition } from "@/server/composition";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { outsideTransaction } from "@/server/tenancy/outside-transaction";
import { overKeys } from "./over-keys";
import type { RateLimiter, RateRule, RateVerdict } from "./port";

/**
 * Counts a hit of `key` in the tenant (`cost` of them for a batch; a batch that is refused counts too) and says whether it is within the rule. Call it before a
 * transaction, never inside one (it throws there). Doors without a tenant use PLATFORM_TENANT_ID.
 */
export async function limit(
  ctx: Pick<Ctx, "tenantId">,
  key: string,
  rule: RateRule,
  limiter: RateLimiter = composition().rateLimiter,
  cost = 1,
): Promise<RateVerdict> {
  outsideTransaction("rate limit");
  const counter = counterName(key, rule);
  const over = overKeys.until(`${ctx.tenantId}:${counter}`);
  if (over) return { ok: false, limit: rule.max, remaining: 0, resetAt: over, degraded: false };
  try {
    const verdict = await limiter.hit(ctx.tenantId, counter, rule, cost);
    if (!verdict.ok) overKeys.remember(`${ctx.tenantId}:${counter}`, verdict.resetAt);
    return { ...verdict, degraded: false };
  } catch (error) {
    log.error({ err: error, tenantId: ctx.tenantId }, "rate limiter does not answer");
    return withoutCounter(rule);
  }
}

/** Addresses and e-mails may be in a key: only its hash is stored. The rule is part of it, so that a changed rule counts anew. */
function counterName(key: string, rule: RateRule): string {
  return createHash("sha256")
    .update(`${rule.max}/${rule.windowSeconds}:${key}`)
    .digest("base64url");
}

function withoutCounter(rule: RateRule): RateVerdict {
  const ok = rule.onFailure === "allow";
  return {
    ok,
    limit: rule.max,
    remaining: ok ? rule.max : 0,
    resetAt: new Date(Date.now() + (ok ? rule.windowSeconds : 5) * 1000),
    degraded: true,
  };
}
