import { STATUS_CODES } from "node:http";
import type { ErrorCode } from "@/server/kernel/errors";
import type { Locale } from "@/server/tenancy/context";
import { knownError, publicError } from "./public-error";

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit_reached: 402,
  too_many_requests: 429,
  unavailable: 503,
};

/** Cases for which HTTP has a word of its own. */
const byKey: Record<string, number> = {
  payload_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
  idempotency_key_reused: 422,
};

/** HTTP status of whatever was thrown; 500 for what is not ours. */
export function statusOf(error: unknown): number {
  const known = knownError(error);
  if (!known) return 500;
  return byKey[known.key] ?? statuses[known.code];
}

/** An error as problem details (RFC 9457): what a person may read, what a program needs, no stack. */
export function problem(
  error: unknown,
  ctx: { locale: Locale; requestId: string } | undefined,
): Response {
  const status = statusOf(error);
  const { message, ...rest } = publicError(error, ctx);
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (rest.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(rest.retryAfterSeconds));
  const body = {
    type: "about:blank",
    title: STATUS_CODES[status],
    status,
    detail: message,
    ...rest,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
