import type { Ctx } from "@/server/tenancy/context";

/** Whom a session lets in: one audience never opens another's doors. */
export type SessionAudience = "staff" | "customer" | "platform";

/** What the cookie says: it only names the row, which is the truth. */
export type SessionClaims = { sessionId: string; tenantId: string; audience: SessionAudience };

/** Host-only (`__Host-`): Secure, path `/`, no Domain, so that no sibling host can set or read it. */
export const SESSION_COOKIE = "__Host-trama.session";

/** A customer's, beside the staff's on the same host: staff who look at the portal keep their own session. */
export const PORTAL_COOKIE = "__Host-trama.portal";

/** By which a browser is known again: 43 random characters, kept a year, worth nothing by itself. */
export const DEVICE_COOKIE = "__Host-trama.device";

/** Where the session of an audience is kept. */
export const cookieOf = (audience: SessionAudience): string =>
  audience === "customer" ? PORTAL_COOKIE : SESSION_COOKIE;

const expired = (name: string) => `${name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;

/** The header that ends the cookie in the browser. */
export const EXPIRED_SESSION_COOKIE = expired(SESSION_COOKIE);
export const EXPIRED_PORTAL_COOKIE = expired(PORTAL_COOKIE);

/** What we need from the library that makes cookies (next-auth behind `next-auth.ts`). */
export type SessionCookies = {
  /** The claims of a cookie that we made and that has not expired; undefined for anything else. */
  read(cookie: string): Promise<SessionClaims | undefined>;
  /** Answers /api/auth/*: the ticket for a cookie, sign-out. */
  handle(ctx: Ctx, audience: SessionAudience, request: Request): Promise<Response>;
};
