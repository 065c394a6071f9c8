import { RouterLoginRefused, RouterSessionLimit } from "./errors";

export type Backoff = { readonly minMs: number; readonly maxMs: number };

export const BACKOFF: Backoff = { minMs: 1_000, maxMs: 300_000 };
/** A wrong password does not mend by itself in seconds, and each try is a line in the router's log. */
const REFUSED: Backoff = { minMs: 60_000, maxMs: 900_000 };
const FULL: Backoff = { minMs: 5_000, maxMs: 300_000 };

/**
 * Milliseconds before the next try after `failures` (≥ 1) in a row: doubled each time up to the most, then between half
 * and all of it, so that a thousand routers that lost the same uplink do not come back in one moment.
 */
export function backoffMs(
  failures: number,
  error: unknown,
  random: number,
  { minMs, maxMs }: Backoff = BACKOFF,
): number {
  const own = ownOf(error);
  const least = Math.max(minMs, own?.minMs ?? 0);
  const most = Math.max(maxMs, own?.maxMs ?? 0);
  const whole = Math.min(most, least * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (0.5 + random / 2));
}

function ownOf(error: unknown): Backoff | undefined {
  if (error instanceof RouterLoginRefused) return REFUSED;
  return error instanceof RouterSessionLimit ? FULL : undefined;
}
