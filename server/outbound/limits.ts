import type { RetryClass, VendorCall, VendorLimits } from "./types";

/** Modest defaults: a vendor that allows more is told so at its call. */
const DEFAULTS: VendorLimits = {
  ratePerSecond: 20,
  burst: 40,
  failuresToOpen: 5,
  openMs: 30_000,
  maxAttempts: 3,
  maxResponseBytes: 5 * 1024 * 1024,
};

/** The call's limits over the defaults. */
export const limitsOf = (call: VendorCall): VendorLimits => ({ ...DEFAULTS, ...call.limits });

/** The call's retry class; a call that is not idempotent is retried only if it surely was not seen. */
export const retryClassOf = (call: VendorCall): RetryClass =>
  call.retry ?? (call.idempotent ? "idempotent" : "network-only");
