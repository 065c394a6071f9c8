import type { TramaError } from "@/server/kernel/errors";
import type { HostResolution } from "@/server/tenancy/host";
import type { Actor, Locale } from "@/server/tenancy/context";

/** What every door knows about a request before a procedure is chosen. */
export type DoorContext = {
  readonly requestId: string;
  /** Instant of arrival; verbs use it as their `now`. */
  readonly now: Date;
  readonly locale: Locale;
  /** Caller's address; from `x-forwarded-for` only behind a trusted proxy. */
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** From the cookie `__Host-trama.device`; absent in a browser that never signed in here. */
  readonly deviceToken: string | undefined;
  /** From the Host header alone. */
  readonly host: HostResolution;
  /** From the session cookie or API key, and only when it belongs to the host's tenant. */
  readonly actor: Actor;
  /** Headers that the answer will carry (rate limits, cookies). */
  readonly responseHeaders: Headers;
  /** Why the door refuses every call of this request (foreign origin, over budget); each call answers with it. */
  readonly refusal?: TramaError;
};
