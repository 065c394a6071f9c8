import type { Ctx } from "@/server/tenancy/context";

/** Classes of commands that panic can freeze, mildest switch first; see `server/panic/rules.ts`. */
export const ACTION_CLASSES = ["cut", "dunning", "outbound", "charge"] as const;
export type ActionClass = (typeof ACTION_CLASSES)[number];

/** The account that a call goes through. Drivers of the platform itself use their driver's name as id. */
export type IntegrationRef = { readonly id: string; readonly vendor: string };

/**
 * When a failed attempt is tried again within the deadline:
 * `never`; `network-only`: only when the vendor surely did not see it; `idempotent`: whenever it may help.
 */
export type RetryClass = "never" | "network-only" | "idempotent";

/**
 * Which addresses the call may reach.
 * `vendor`: an address that we configured. `publicOnly`: an address that a tenant typed (SSRF guard).
 * `allowPrivate`: devices in the CIDRs that the platform allowed for this integration, nothing else.
 */
export type Transport =
  | { readonly kind: "vendor" }
  | { readonly kind: "publicOnly" }
  | { readonly kind: "allowPrivate"; readonly cidrs: readonly string[] };

/** Per tenant and integration; absent fields take the defaults of `limits.ts`. */
export type VendorLimits = {
  /** Attempts per second on average. */
  ratePerSecond: number;
  /** Attempts that may start at once. */
  burst: number;
  /** Failures in a row that open the breaker. */
  failuresToOpen: number;
  /** How long the breaker stays open before one call probes. */
  openMs: number;
  /** Attempts of one call in all. */
  maxAttempts: number;
  /** Bytes of one answer, after decompression. */
  maxResponseBytes: number;
};

export type VendorCall = {
  readonly integration: IntegrationRef;
  /** Name for metrics and logs: `send-message`, never with ids in it. */
  readonly operation: string;
  /** May the vendor see it twice without harm (an idempotency key counts)? */
  readonly idempotent: boolean;
  /** All attempts, waits and the reading of the answer end within this. */
  readonly deadlineMs: number;
  /** Default: `idempotent` for idempotent calls, else `network-only`. */
  readonly retry?: RetryClass;
  readonly limits?: Partial<VendorLimits>;
  /** Default `vendor`. */
  readonly transport?: Transport;
  /** Redirects followed, each hop checked anew; 0 (default) gives the 3xx answer as it is. */
  readonly maxRedirects?: number;
  /** What a panic switch freezes it as; default `outbound`. `none`: reads, and drivers that panic itself depends on. */
  readonly actionClass?: ActionClass | "none";
};

/** `fetch` with the deadline, the caps and the address rules of the call. Answers are read whole. */
export type OutboundFetch = (
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<Response>;

/** What `run` may use to reach the vendor; nothing else in the process may. */
export type VendorIo = {
  /** Aborts at the deadline; hand it to SDKs and sockets. */
  readonly signal: AbortSignal;
  readonly fetch: OutboundFetch;
  /** 1 for the first try. */
  readonly attempt: number;
};

export type VendorCtx = Pick<Ctx, "tenantId" | "requestId" | "ip">;
