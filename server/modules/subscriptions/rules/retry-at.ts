/** Attempts after which people are told that it does not work; it stays open and is tried on. */
export const FAILS_AFTER = 5;

const WAIT_SECONDS = [5, 30, 120, 600, 1_800, 3_600];

/** When the next attempt after the given one (from 1) is made; never before what the enforcer itself asked for. */
export function retryAt(at: Date, attempt: number, askedSeconds = 0): Date {
  const own = WAIT_SECONDS[Math.min(attempt, WAIT_SECONDS.length) - 1] ?? 5;
  return new Date(at.getTime() + Math.max(own, askedSeconds) * 1000);
}
