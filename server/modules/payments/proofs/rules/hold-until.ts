/** A customer's last twelve months, as far as trust goes. */
export type History = {
  rejectedProofs: number;
  bouncedPayments: number;
  brokenPromises: number;
  /** Holds by a proof in the last thirty days. */
  recentHolds: number;
};

const HOUR = 3_600_000;

/** Until when a proof keeps the ladder from cutting: by the company's rule, once a month, for who was always right. Pure. */
export function holdUntil(
  rule: { proofHoldsCut: boolean; proofHoldHours: number },
  history: History,
  now: Date,
): Date | null {
  const clean = Object.values(history).every((count) => count === 0);
  if (!rule.proofHoldsCut || !clean) return null;
  return new Date(now.getTime() + rule.proofHoldHours * HOUR);
}
