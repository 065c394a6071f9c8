import { composition } from "@/server/composition";
import { NotFound } from "@/server/kernel/errors";
import {
  LEAVE_CALLBACK_PATH,
  readState,
} from "@/server/modules/payments/gateways/leave/leave-state";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { createContext } from "./create-context";
import type { Door } from "./door";
import { problem } from "./problem";

export { LEAVE_CALLBACK_PATH };

/** Codes and states are short; nobody needs us to carry more. */
const ANSWER_MAX = 4_000;

/**
 * `GET /api/mercadopago/callback` on the root host: where MercadoPago sends a seller who gave leave, or did not. It decides
 * nothing: it hands the answer on, in the fragment (which no server, log or referrer sees), to the settings of the tenant's
 * host that our own signed state names, where the session is that began. Any other state leads nowhere.
 */
export const mercadopagoCallbackDoor: Door = async (request, peer) => {
  const door = await createContext({ headers: request.headers, ...peer });
  const { search, searchParams } = new URL(request.url);
  const lost = () => problem(new NotFound("route"), door);
  if (request.method !== "GET" || door.host.kind !== "site" || search.length > ANSWER_MAX)
    return lost();
  const state = readState(searchParams.get("state") ?? "");
  if (!state || (await resolveTenant(state.host)).kind !== "tenant") return lost();
  const { TRAMA_PUBLIC_SCHEME: scheme } = composition().env;
  return new Response(null, {
    status: 303,
    headers: {
      location: `${scheme}://${state.host}/settings/integrations#mercadopago${search}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
};
