import { DEVICE_COOKIE } from "@/server/auth/session";
import { audienceOf } from "@/server/auth/audience-of";
import { identify } from "@/server/auth/identify";
import { newId } from "@/server/kernel/ids";
import { addLogFields } from "@/server/log";
import { actorId } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { chooseLocale, LOCALE_COOKIE } from "./choose-locale";
import type { DoorContext } from "./door-context";
import { parseCookies } from "./parse-cookies";

/** What a door hands over: the request's headers and the caller's address as the server saw it. */
export type Arrival = { headers: Pick<Headers, "get">; ip: string; requestId?: string };

/**
 * Headers → context: the tenant from Host alone, the actor from cookie or API key if they belong to that tenant.
 * Never throws for what a client sent: a bad cookie or key is an anonymous caller.
 */
export async function createContext(arrival: Arrival): Promise<DoorContext> {
  const { headers, ip } = arrival;
  const now = new Date();
  const host = await resolveTenant(headers.get("host") ?? undefined);
  const cookies = parseCookies(headers.get("cookie"));
  const tenantLocale = host.kind === "tenant" ? host.locale : undefined;
  const actor = await identify({
    host,
    audience: audienceOf(host, headers),
    cookies,
    authorization: headers.get("authorization"),
    now,
    ip,
  });
  addLogFields({
    actor: actorId(actor),
    ...("tenantId" in host && { tenant: host.tenantId }),
  });
  return {
    requestId: arrival.requestId ?? newId(),
    now,
    ip,
    host,
    userAgent: headers.get("user-agent")?.slice(0, 300),
    deviceToken: /^[\w-]{43}$/.exec(cookies.get(DEVICE_COOKIE) ?? "")?.[0],
    locale: chooseLocale(cookies.get(LOCALE_COOKIE), headers.get("accept-language"), tenantLocale),
    actor,
    responseHeaders: new Headers(),
  };
}
