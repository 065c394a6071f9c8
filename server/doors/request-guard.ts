import { composition } from "@/server/composition";
import { Forbidden, Invalid, TooManyRequests, type TramaError } from "@/server/kernel/errors";
import type { DoorContext } from "./door-context";
import { isSameOrigin } from "./is-same-origin";
import { spendBudget } from "./spend-budget";

/**
 * What every door refuses before it looks at the call: requests forged from another site, bodies that are not
 * JSON, callers over their budget. Writes the `RateLimit-*` headers. `calls` is what a batch costs;
 * `setHeader` writes past `ctx.responseHeaders` where the answer is a node response already.
 */
export async function requestGuard(
  ctx: DoorContext,
  request: { method: string; headers: Pick<Headers, "get"> },
  calls = 1,
  setHeader = (name: string, value: string): void => ctx.responseHeaders.set(name, value),
): Promise<TramaError | undefined> {
  const { method, headers } = request;
  if (ctx.actor.kind === "apiKey" && ctx.actor.refusedNetwork)
    return new Forbidden("api_key_network_refused", { ip: ctx.ip });
  if (!isSameOrigin(method, headers, composition().env.TRAMA_PUBLIC_SCHEME))
    return new Forbidden("cross_origin");
  if (hasBody(headers) && !isJson(headers.get("content-type")))
    return new Invalid("unsupported_media_type");
  const verdict = await spendBudget(ctx, calls);
  const seconds = Math.max(1, Math.ceil((verdict.resetAt.getTime() - Date.now()) / 1000));
  setHeader("ratelimit-limit", String(verdict.limit));
  setHeader("ratelimit-remaining", String(verdict.remaining));
  setHeader("ratelimit-reset", String(seconds));
  return verdict.ok ? undefined : new TooManyRequests(seconds);
}

const hasBody = (headers: Pick<Headers, "get">): boolean =>
  Number(headers.get("content-length") ?? 0) > 0 || headers.get("transfer-encoding") !== null;

const isJson = (type: string | null): boolean => /^application\/json\s*(?:;|$)/i.test(type ?? "");
