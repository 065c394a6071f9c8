import { timingSafeEqual } from "node:crypto";
import { composition } from "@/server/composition";
import { normalizeHost } from "@/server/tenancy/host";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import type { Door } from "./door";

/** Questions per second in this process; a proxy asks once per host and certificate. */
const MAX_PER_SECOND = 100;

/**
 * GET /api/internal/tls-ask?domain=: may a proxy fetch a certificate for this host (Caddy's `on_demand_tls.ask`)?
 * 200 for our own hosts and every open tenant's slug and verified domains (a suspended one still shows its page),
 * 404 for any other and for who may not ask. Answered from memory: certificate floods cost the database nothing.
 */
export const tlsAskDoor: Door = async (request, { ip, proxied }) => {
  const { searchParams } = new URL(request.url);
  if (request.method !== "GET" || !mayAsk(searchParams.get("token"), ip, proxied))
    return empty(404);
  if (!withinRate(Date.now())) return empty(429, { "retry-after": "1" });
  const domain = searchParams.get("domain") ?? "";
  const host = domain.includes(":") ? null : normalizeHost(domain);
  if (host === null) return empty(404);
  return empty((await resolveTenant(host)).kind === "unknown" ? 404 : 200);
};

const empty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });

/** With the token where one is set; else from this machine itself, not through a proxy on it. */
function mayAsk(given: string | null, ip: string, proxied: boolean): boolean {
  const token = composition().env.TRAMA_TLS_ASK_TOKEN;
  if (token) return sameText(given ?? "", token);
  return (ip === "127.0.0.1" || ip === "::1") && !proxied;
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

let second = 0;
let asked = 0;

function withinRate(nowMs: number): boolean {
  const now = Math.floor(nowMs / 1_000);
  if (now !== second) [second, asked] = [now, 0];
  return ++asked <= MAX_PER_SECOND;
}
