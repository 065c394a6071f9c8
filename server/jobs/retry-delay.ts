const BASE_MS = 2_000;
const CAP_MS = 3_600_000;

/**
 * Wait before the next try in milliseconds: doubles from 2 s to an hour, then a random part of its upper half
 * (“equal jitter”), so that jobs that failed together do not come back together. `random` is in [0, 1).
 * Twelve tries span about three hours.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
