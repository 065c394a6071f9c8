/** Tokens that refill with time; may go below zero when attempts have reserved ahead. */
export type TokenBucket = { tokens: number; atMs: number };

export const newBucket = (burst: number, nowMs: number): TokenBucket => ({
  tokens: burst,
  atMs: nowMs,
});

/**
 * Reserves one token and returns how many milliseconds to wait for it (0: now).
 * Returns undefined, reserving nothing, when the wait would pass `maxWaitMs`.
 */
export function reserve(
  bucket: TokenBucket,
  nowMs: number,
  limits: { ratePerSecond: number; burst: number },
  maxWaitMs: number,
): number | undefined {
  const elapsed = Math.max(0, nowMs - bucket.atMs) / 1000;
  bucket.tokens = Math.min(limits.burst, bucket.tokens + elapsed * limits.ratePerSecond);
  bucket.atMs = nowMs;
  const wait = Math.max(0, ((1 - bucket.tokens) / limits.ratePerSecond) * 1000);
  if (wait > maxWaitMs) return undefined;
  bucket.tokens -= 1;
  return Math.ceil(wait);
}

/** How long until the next token, for `Retry-After`. */
export const nextTokenMs = (bucket: TokenBucket, ratePerSecond: number): number =>
  Math.max(0, Math.ceil(((1 - bucket.tokens) / ratePerSecond) * 1000));
