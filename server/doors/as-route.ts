import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { withLogFields } from "@/server/log";
import { answerError } from "./answer-error";
import { securityHeaders } from "./apply-headers";
import { capBody } from "./cap-body";
import type { Door } from "./door";

/**
 * A door as a Next route handler, for platforms without our own server (Vercel). There the platform itself
 * writes `x-real-ip`; anywhere else Next cannot know the peer, and nobody's word is taken for it.
 * `maxBodyBytes` as in `BODY_CAPS`: a door takes no body unless it says how much.
 */
export function asRoute(door: Door, maxBodyBytes = 0): (request: Request) => Promise<Response> {
  return async (request) => {
    const ip = (process.env.VERCEL === "1" && request.headers.get("x-real-ip")) || "0.0.0.0";
    const peer = { ip, requestId: newId(), proxied: true };
    const open = async () => door(capBody(request, maxBodyBytes), peer);
    const answer = await withLogFields({ request: peer.requestId }, () =>
      open().catch((error: unknown) =>
        answerError(error, { locale: "es", requestId: peer.requestId }, "route"),
      ),
    );
    const https = composition().env.TRAMA_PUBLIC_SCHEME === "https";
    const headers = new Headers({ ...securityHeaders({ https }), "x-request-id": peer.requestId });
    for (const [name, value] of answer.headers)
      if (name === "set-cookie") headers.append(name, value);
      else headers.set(name, value);
    return new Response(answer.body, { status: answer.status, headers });
  };
}
