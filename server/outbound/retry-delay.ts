import type { RetryClass } from "./types";
import type { FailureKind, VendorFailure } from "./vendor-failure";

const BASE_MS = 200;
const CAP_MS = 10_000;

/** May this failure be tried again under the retry class? */
export function mayRetry(retry: RetryClass, kind: FailureKind): boolean {
  if (retry === "never" || kind === "rejected") return false;
  if (retry === "network-only") return kind === "unreached" || kind === "throttled";
  return true;
}

/** Exponential backoff with full jitter, never sooner than the vendor asked. `random` is in [0, 1). */
export function retryDelayMs(attempt: number, failure: VendorFailure, random: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.max(failure.retryAfterMs ?? 0, Math.round(ceiling * (0.5 + random / 2)));
}
