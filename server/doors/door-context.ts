import type { Actor, Locale } from "@/server/tenancy/context";

/** The tenant that the Host header names, as far as a door must know it. */
export type HostTenant = {
  tenantId: string;
  kind: "tenant" | "platform";
  /** Which face the host shows; own domains may serve the portal only. */
  face: "staff" | "portal" | "platform";
  status: "active" | "read_only" | "suspended" | "closed";
};

/** What every door knows about a request before a procedure is chosen. */
export type DoorContext = {
  readonly requestId: string;
  /** Instant of arrival; verbs use it as their `now`. */
  readonly now: Date;
  readonly locale: Locale;
  /** Caller's address; from `x-forwarded-for` only behind a trusted proxy. */
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** From the Host header alone; undefined on the root host and on unknown hosts. */
  readonly host: HostTenant | undefined;
  /** From the session cookie or API key, and only when it belongs to the host's tenant. */
  readonly actor: Actor;
  /** Headers that the answer will carry (rate limits, cookies). */
  readonly responseHeaders: Headers;
};
