import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { limit } from "@/server/rate-limit/limit";
import { localWindows } from "@/server/rate-limit/local-windows";
import { networkOf } from "@/server/rate-limit/network-of";
import type { RateRule, RateVerdict } from "@/server/rate-limit/port";
import { type Actor, actorId } from "@/server/tenancy/context";
import type { DoorContext } from "./door-context";

const rule = (max: number): RateRule => ({ max, windowSeconds: 60, onFailure: "allow" });

/** Calls a minute. A person clicks far below theirs; a tenant's sum protects its neighbours. */
const RULES = { address: rule(1_200), actor: rule(1_200), apiKey: rule(600), tenant: rule(12_000) };

/** A key's maker may allow it less than every key has, never more. */
function ruleFor(actor: Actor): RateRule {
  if (actor.kind !== "apiKey") return RULES.actor;
  return rule(Math.min(actor.callsPerMinute ?? RULES.apiKey.max, RULES.apiKey.max));
}

/**
 * Takes `calls` from the caller's address, actor and tenant; answers with the tightest of the three.
 * One process counts in memory (a round trip a call would cost more than most calls); where several processes
 * share Redis, they count there. Sign-in and other guarded acts always count in the shared store (`limit`).
 */
export async function spendBudget(ctx: DoorContext, calls: number): Promise<RateVerdict> {
  const { host, actor, ip } = ctx;
  const tenantId = "tenantId" in host ? host.tenantId : PLATFORM_TENANT_ID;
  const budgets: [string, RateRule][] = [[`door:ip:${networkOf(ip)}`, RULES.address]];
  if (actor.kind !== "anonymous") budgets.push([`door:${actorId(actor)}`, ruleFor(actor)]);
  if ("tenantId" in host) budgets.push(["door:tenant", RULES.tenant]);
  const { env, rateLimiter } = composition();
  let tightest: RateVerdict | undefined;
  for (const [name, base] of budgets) {
    const scaled = { ...base, max: base.max * env.TRAMA_RATE_LIMIT_SCALE };
    const verdict =
      rateLimiter.driver === "upstash"
        ? await limit({ tenantId }, name, scaled, rateLimiter, calls)
        : localWindows.spend(`${tenantId}:${name}`, scaled, calls);
    if (!tightest || tighter(verdict, tightest)) tightest = verdict;
  }
  if (!tightest) throw new Error("no budget applies");
  return tightest;
}

const tighter = (a: RateVerdict, b: RateVerdict): boolean =>
  a.ok !== b.ok ? !a.ok : a.remaining / a.limit < b.remaining / b.limit;
