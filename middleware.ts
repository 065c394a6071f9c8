import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { closedPage } from "@/app/_face/closed-page";
import { type Face, faceOf, writeFace } from "@/app/_face/face";
import { pagePath } from "@/app/_face/page-path";
import { applyHeaders, contentSecurityPolicy } from "@/server/doors/apply-headers";
import { chooseLocale, LOCALE_COOKIE } from "@/server/doors/choose-locale";
import { mapOrigins } from "@/server/doors/map-origins";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";

/** Everything but the build's own immutable files; /api too, since no forged header may pass there either. */
export const config = { runtime: "nodejs", matcher: "/((?!_next/static/|_next/image).*)" };

/** Host → face: names it in headers of our own, gives the page its nonce and folder. Decides nothing about rights. */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const host = await resolveTenant(request.headers.get("host") ?? undefined);
  const path = request.nextUrl.pathname;
  // The public site has an address for each language: it says more than the browser does.
  const named = host.kind === "site" ? /^\/(es|en|pt)(?:\/|$)/.exec(path)?.[1] : undefined;
  const locale = chooseLocale(
    named ?? request.cookies.get(LOCALE_COOKIE)?.value,
    request.headers.get("accept-language"),
    host.kind === "tenant" ? host.locale : undefined,
  );
  const face = faceOf(host, locale);
  const security = {
    nonce: randomBytes(18).toString("base64url"),
    https: process.env.TRAMA_PUBLIC_SCHEME === "https",
    dev: process.env.TRAMA_DEV === "1",
    mapOrigins: mapOrigins(process.env),
  };
  const headers = ownHeaders(request.headers, face, path, security);
  if (path === "/api" || path.startsWith("/api/"))
    return NextResponse.next({ request: { headers } });
  return secured(pageFor(request, face, headers, security.nonce), security);
}

type Security = { nonce: string; https: boolean; dev: boolean; mapOrigins: readonly string[] };

/** The request's headers without anything a client could have forged, plus what we know. */
function ownHeaders(given: Headers, face: Face, path: string, security: Security): Headers {
  const headers = new Headers(given);
  for (const name of [...headers.keys()])
    if (/^x-(?:tenant|trama|nonce)/.test(name)) headers.delete(name);
  writeFace(headers, face);
  headers.set("x-trama-path", path);
  headers.set("x-nonce", security.nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", contentSecurityPolicy(security));
  return headers;
}

function pageFor(request: NextRequest, face: Face, headers: Headers, nonce: string): NextResponse {
  if (face.kind === "unknown" || face.status === "suspended") {
    const { html, status } = closedPage(face, nonce);
    return new NextResponse(html, {
      status,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
  }
  const url = request.nextUrl.clone();
  url.pathname = pagePath(face, url.pathname);
  return url.pathname === request.nextUrl.pathname
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(url, { request: { headers } });
}

function secured(response: NextResponse, security: Security): NextResponse {
  applyHeaders((name, value) => response.headers.set(name, value), security);
  return response;
}
