const MINUTE_MS = 60_000;
const LONGEST_MS = 6 * 60 * MINUTE_MS;

/**
 * When a gateway is asked again about money that is to go back: soon at first, then every six hours, until it says yes or
 * no. There is no end to it: money of which nobody knows where it is is not forgotten.
 */
export const nextRefundAsk = (asked: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(LONGEST_MS, 2 * MINUTE_MS * 2 ** Math.min(asked - 1, 10)));
