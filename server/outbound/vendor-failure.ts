/**
 * How a call failed. `unreached`: the vendor cannot have seen it (DNS, refused). `network`: it may have.
 * `timeout`: no answer in time. `throttled`: 429, not processed. `server`: 5xx. `rejected`: it answered no.
 */
export type FailureKind = "unreached" | "network" | "timeout" | "throttled" | "server" | "rejected";

/** A vendor's failure, classified. The message is ours; a vendor's text stays in `cause`. */
export class VendorFailure extends Error {
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  constructor(
    readonly kind: FailureKind,
    message: string,
    options: { cause?: unknown; status?: number; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "VendorFailure";
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Throws the classified failure unless the answer is 2xx; adapters call it after `io.fetch`. */
export function throwUnlessOk(response: Response): Response {
  if (response.ok) return response;
  const { status } = response;
  const kind = status === 429 ? "throttled" : status >= 500 ? "server" : "rejected";
  throw new VendorFailure(kind, `vendor answered ${status}`, {
    status,
    retryAfterMs: retryAfterMs(response.headers.get("retry-after")),
  });
}

/** `Retry-After` (RFC 9110 §10.2.3: seconds or a date) in milliseconds; undefined when unreadable. */
export function retryAfterMs(header: string | null, nowMs = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
