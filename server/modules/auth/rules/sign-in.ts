/** Failures that cost nothing: people mistype. */
const FREE_FAILURES = 5;
/** The longest wait; never a lock-out. */
const DELAY_SECONDS_MAX = 900;

/** Seconds that one account must wait, from one address, after so many failures in a row: 1, 2, 4 … 900. */
export function signInDelaySeconds(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(DELAY_SECONDS_MAX, 2 ** Math.min(failures - FREE_FAILURES, 20));
}

/** Failures from unknown browsers that an account takes before they wait for each other. */
const STRANGERS_FREE = 30;
/** The longest that a stranger's guesses make an unknown browser wait. */
const STRANGERS_SECONDS_MAX = 60;

/** Seconds that unknown browsers must wait for an account, after so many failures from anywhere: 1, 2, 4 … 60. */
export function accountDelaySeconds(failures: number): number {
  if (failures < STRANGERS_FREE) return 0;
  return Math.min(STRANGERS_SECONDS_MAX, 2 ** Math.min(failures - STRANGERS_FREE, 10));
}

/** When a session that starts now ends, unused and at the latest. */
export function sessionExpiry(
  now: Date,
  limits: { sessionIdleMinutes: number; sessionAbsoluteHours: number },
): { idleExpiresAt: Date; expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + limits.sessionAbsoluteHours * 3_600_000);
  const idle = new Date(now.getTime() + limits.sessionIdleMinutes * 60_000);
  return { idleExpiresAt: idle < expiresAt ? idle : expiresAt, expiresAt };
}
