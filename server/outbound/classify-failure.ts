import { type FailureKind, VendorFailure } from "./vendor-failure";

/** Codes of Node and undici that mean: no byte of the request arrived. */
const UNREACHED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const NETWORK = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ECONNABORTED", "ESOCKET"]);
const TIMEOUT = new Set([
  "ETIMEDOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_ABORTED",
]);

/** A foreign error that was read; the error itself is the cause. */
export class ForeignFailure extends VendorFailure {}

/** Any thrown thing as a `VendorFailure`; what nobody recognises is `rejected`: our bug or the vendor's no, never retried. */
export function classifyFailure(error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error;
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof VendorFailure) return at;
    const kind = kindOf(at);
    if (kind) return new ForeignFailure(kind, `vendor call failed: ${kind}`, { cause: error });
    at = at.cause;
  }
  return new ForeignFailure("rejected", "vendor call failed", { cause: error });
}

/** Does trying again, or waiting, have any point? */
export const isOutage = (kind: FailureKind): boolean => kind !== "rejected";

function kindOf(error: Error): FailureKind | undefined {
  const { code, status, statusCode } = error as Error & Record<string, unknown>;
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  if (typeof code === "string") {
    if (UNREACHED.has(code)) return "unreached";
    if (NETWORK.has(code)) return "network";
    if (TIMEOUT.has(code)) return "timeout";
  }
  const answered = typeof status === "number" ? status : statusCode;
  if (typeof answered !== "number") return undefined;
  return answered === 429 ? "throttled" : answered >= 500 ? "server" : "rejected";
}
