/** State of one circuit breaker; mutated in place by the functions below. */
export type Breaker = {
  state: "closed" | "open" | "half-open";
  /** Failures in a row. */
  failures: number;
  openUntilMs: number;
};

export const newBreaker = (): Breaker => ({ state: "closed", failures: 0, openUntilMs: 0 });

/** Milliseconds until a call may be tried; 0 when now. Half-open: a probe is under way, others wait. */
export function waitMs(breaker: Breaker, nowMs: number): number {
  if (breaker.state === "closed") return 0;
  return Math.max(breaker.state === "half-open" ? 1 : 0, breaker.openUntilMs - nowMs);
}

/** Takes leave for one attempt. After the pause exactly one caller gets it: the probe. */
export function admit(breaker: Breaker, nowMs: number, openMs: number): boolean {
  if (breaker.state === "closed") return true;
  if (breaker.openUntilMs > nowMs) return false;
  // A probe that never reports (its process hangs) must not block for ever: the next one after a pause.
  breaker.state = "half-open";
  breaker.openUntilMs = nowMs + openMs;
  return true;
}

/** Reports an attempt: an answer of any kind closes; a failed probe, or the n-th failure in a row, opens. */
export function settle(
  breaker: Breaker,
  ok: boolean,
  nowMs: number,
  limits: { failuresToOpen: number; openMs: number },
): void {
  if (ok) {
    Object.assign(breaker, newBreaker());
    return;
  }
  breaker.failures += 1;
  if (breaker.state === "closed" && breaker.failures < limits.failuresToOpen) return;
  breaker.state = "open";
  breaker.openUntilMs = nowMs + limits.openMs;
}
