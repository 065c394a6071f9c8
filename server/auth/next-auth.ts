import type { NextApiRequest, NextApiResponse } from "next";
import NextAuthModule, { type AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import CredentialsModule from "next-auth/providers/credentials";
import { z } from "zod";
import { composition } from "@/server/composition";
import { parseCookies } from "@/server/doors/parse-cookies";
import { Invalid } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { redeemTicket } from "@/server/modules/auth/redeem-ticket";
import { signOut } from "@/server/modules/auth/sign-out";
import type { Ctx } from "@/server/tenancy/context";
import { captureResponse } from "./capture-response";
import { defaultExport } from "./default-export";
import { cookieOf, type SessionClaims, type SessionCookies } from "./session";

// The library falls back to the request's host only when told so; our doors have checked the host before.
delete process.env.NEXTAUTH_URL;
process.env.AUTH_TRUST_HOST = "true";

const NextAuth = defaultExport(NextAuthModule);
const Credentials = defaultExport(CredentialsModule);

const STAFF_PAGES = { signIn: "/sign-in", error: "/sign-in" };
const PORTAL_PAGES = { signIn: "/portal/sign-in", error: "/portal/sign-in" };

/** Longest life of a cookie; the session row decides long before. */
const COOKIE_SECONDS = 30 * 24 * 3600;
/** The library's other actions (its own sign-in pages, e-mail links, OAuth) stay shut. */
const ACTIONS = new Set(["csrf", "providers", "callback", "signout"]);

const claimsSchema = z.object({
  sid: z.uuid(),
  tid: z.uuid(),
  aud: z.enum(["staff", "customer", "platform"]),
});

/** next-auth behind our port: it only turns a one-time ticket into a cookie and back into claims. */
export const sessionCookies: SessionCookies = {
  read: async (cookie) => {
    const secret = composition().env.NEXTAUTH_SECRET;
    const token = await decode({ token: cookie, secret }).catch(() => null);
    const claims = claimsSchema.safeParse(token);
    if (!claims.success) return undefined;
    const { sid, tid, aud } = claims.data;
    return { sessionId: sid, tenantId: tid, audience: aud };
  },
  handle: async (ctx, audience, request) => {
    const url = new URL(request.url);
    const action = url.pathname.replace(/^\/api\/auth\/?/, "").split("/");
    if (!ACTIONS.has(action[0] ?? "")) return new Response(null, { status: 404 });
    const { response, result } = captureResponse();
    await NextAuth(
      await apiRequest(request, url, action),
      response as unknown as NextApiResponse,
      options(ctx, audience),
    );
    return result();
  },
};

async function apiRequest(request: Request, url: URL, action: string[]): Promise<NextApiRequest> {
  const given = parseCookies(request.headers.get("cookie"));
  const cookies = Object.fromEntries([...given].map(([name, value]) => [name, decoded(value)]));
  return {
    method: request.method,
    query: { ...Object.fromEntries(url.searchParams), nextauth: action },
    cookies,
    // Only what the library needs to know our origin; nothing that the client forwarded.
    headers: {
      host: request.headers.get("host") ?? "",
      "x-forwarded-proto": composition().env.TRAMA_PUBLIC_SCHEME,
    },
    body: request.method === "POST" ? await formBody(request) : {},
  } as unknown as NextApiRequest;
}

async function formBody(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch (cause) {
    throw new Invalid("malformed_request", {}, { cause });
  }
}

/** Somebody else's cookie on the same host may be anything; it must not cost the person their sign-in. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function options(ctx: Ctx, audience: SessionClaims["audience"]): AuthOptions {
  const host = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;
  return {
    secret: composition().env.NEXTAUTH_SECRET,
    useSecureCookies: true,
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    pages: audience === "customer" ? PORTAL_PAGES : STAFF_PAGES,
    cookies: {
      sessionToken: { name: cookieOf(audience), options: host },
      callbackUrl: { name: "__Host-trama.callback-url", options: host },
      csrfToken: { name: "__Host-trama.csrf", options: host },
    },
    providers: [
      Credentials({
        id: "ticket",
        name: "ticket",
        credentials: { ticket: {} },
        authorize: async (credentials) => {
          const sessionId = await redeemTicket(ctx, {
            ticket: credentials?.ticket ?? "",
            audience,
          });
          return sessionId ? { id: sessionId } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id, tid: ctx.tenantId, aud: audience } : token),
    },
    events: { signOut: () => signOut(ctx) },
    logger: {
      error: (code) => log.warn({ auth: code }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
