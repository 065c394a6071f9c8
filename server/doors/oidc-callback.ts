import { readOidcState } from "@/server/auth/oidc-state";
import { composition } from "@/server/composition";
import { NotFound } from "@/server/kernel/errors";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { createContext } from "./create-context";
import type { Door } from "./door";
import { problem } from "./problem";

export const OIDC_CALLBACK_PATH = "/api/oidc/callback";
/** Codes and states are short; nobody needs us to carry more. */
const ANSWER_MAX = 4_000;

/**
 * `GET /api/oidc/callback` on the root host: where providers send the browser. It decides nothing: it hands the answer on,
 * in the fragment (which no server, log or referrer sees), to the sign-in page of the host that our own signed state
 * names, where the cookie of the browser that began is. A state that is not ours, or names no tenant's host, leads nowhere.
 */
export const oidcCallbackDoor: Door = async (request, peer) => {
  const door = await createContext({ headers: request.headers, ...peer });
  const { search, searchParams } = new URL(request.url);
  const lost = () => problem(new NotFound("route"), door);
  if (request.method !== "GET" || door.host.kind !== "site" || search.length > ANSWER_MAX)
    return lost();
  const state = readOidcState(searchParams.get("state") ?? "");
  if (!state) return lost();
  const { kind } = await resolveTenant(state.host);
  if (kind !== "tenant" && kind !== "platform") return lost();
  const { TRAMA_PUBLIC_SCHEME: scheme } = composition().env;
  return new Response(null, {
    status: 303,
    headers: {
      location: `${scheme}://${state.host}/sign-in#oidc${search}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
};
