/** Delays before each attempt of a round, in seconds (Standard Webhooks, *Retries*): 0 to 24 h, 10 attempts in about 76 h. */
export const SCHEDULE_SECONDS = [
  0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
] as const;

const JITTER = 0.1;
const HOUR_MS = 3_600_000;
/** A round's end disables an endpoint that has answered nothing for this long. */
const FAILING_ROUND_MS = 72 * HOUR_MS;
/** Whatever the rounds do, five days without one success disable it. */
const FAILING_MS = 120 * HOUR_MS;
/** `Retry-After` is honoured up to the longest step of the schedule. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

/** Does the endpoint want this event? Patterns: a name, a prefix `invoice.*`, or none at all for everything. */
export function wantsEvent(patterns: readonly string[], eventName: string): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((pattern) =>
    pattern.endsWith(".*") ? eventName.startsWith(pattern.slice(0, -1)) : pattern === eventName,
  );
}

/**
 * Milliseconds until the next attempt after `attempts` of the round have failed; undefined when the round is over.
 * `random` is in [0, 1): up to a tenth is added, so that many deliveries do not come back at once.
 */
export function nextAttemptInMs(
  attempts: number,
  random: number,
  retryAfterMs?: number,
): number | undefined {
  const seconds = SCHEDULE_SECONDS[attempts];
  if (seconds === undefined) return undefined;
  const scheduled = seconds * 1000 * (1 + JITTER * random);
  return Math.round(Math.max(scheduled, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS)));
}

/** Has the endpoint failed for so long that it is switched off? */
export function mustDisable(failingSince: Date, now: Date, roundIsOver: boolean): boolean {
  const failingMs = now.getTime() - failingSince.getTime();
  return failingMs >= FAILING_MS || (roundIsOver && failingMs >= FAILING_ROUND_MS);
}

/** Standard Webhooks: success is 2xx and nothing else. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** 410 Gone: the receiver asks us to stop. */
export const isGone = (status: number | undefined): boolean => status === 410;
