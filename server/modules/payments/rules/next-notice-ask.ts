const MINUTE_MS = 60_000;
const LONGEST_MS = 6 * 60 * MINUTE_MS;

/** Minutes after which a notice that is not followed yet is no longer its job's affair alone. */
export const OWN_JOB_MINUTES = 30;

/**
 * When a gateway is asked again about a notice that it did not answer for: after half an hour, then ever more seldom, every
 * six hours at last. There is no end to it: what a gateway said of money is followed whatever the length of its silence.
 */
export const nextNoticeAsk = (asked: number, now: Date): Date =>
  new Date(
    now.getTime() +
      Math.min(LONGEST_MS, OWN_JOB_MINUTES * MINUTE_MS * 2 ** Math.min(asked - 1, 10)),
  );
