import type { Ctx } from "@/server/tenancy/context";

/** Whom a session lets in: one audience never opens another's doors. */
export type SessionAudience = "staff" | "customer" | "platform";

/** What the cookie says: it only names the row, which is the truth. */
export type SessionClaims = { sessionId: string; tenantId: string; audience: SessionAudience };

/** Host-only (`__Host-`): Secure, path `/`, no Domain, so that no sibling host can set or read it. */
export const SESSION_COOKIE = "__Host-trama.session";

/** By which a browser is known again: 43 random characters, kept a year, worth nothing by itself. */
export const DEVICE_COOKIE = "__Host-trama.device";

/** The header that ends the cookie in the browser. */
export const EXPIRED_SESSION_COOKIE = `${SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;

/** What we need from the library that makes cookies (next-auth behind `next-auth.ts`). */
export type SessionCookies = {
  /** The claims of a cookie that we made and that has not expired; undefined for anything else. */
  read(cookie: string): Promise<SessionClaims | undefined>;
  /** Answers /api/auth/*: the ticket for a cookie, sign-out. */
  handle(ctx: Ctx, audience: "staff" | "platform", request: Request): Promise<Response>;
};
