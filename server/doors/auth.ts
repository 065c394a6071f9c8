import { audienceOf } from "@/server/auth/audience-of";
import { sessionCookies } from "@/server/auth/next-auth";
import { composition } from "@/server/composition";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import { answerError } from "./answer-error";
import { createContext } from "./create-context";
import type { Door } from "./door";
import { isSameOrigin } from "./is-same-origin";
import { problem } from "./problem";

/** /api/auth/*: turns a one-time ticket into a session cookie and ends sessions, on the tenant's own host. */
export const authDoor: Door = async (request, peer) => {
  const door = await createContext({ headers: request.headers, ...peer });
  const { host } = door;
  if (host.kind !== "tenant" && host.kind !== "platform")
    return problem(new NotFound("tenant"), door);
  // Signing somebody in to another's account is a forgery too: no cookie is needed for it.
  const scheme = composition().env.TRAMA_PUBLIC_SCHEME;
  if (!isSameOrigin(request.method, request.headers, scheme))
    return problem(new Forbidden("cross_origin"), door);
  return sessionCookies
    .handle({ ...door, tenantId: host.tenantId }, audienceOf(host, request.headers), request)
    .catch((error: unknown) => answerError(error, door, "auth"));
};
