import type { Charge } from "@/server/integrations/payments/schema";

/** What of an attempt a charge is held against. */
type Attempt = {
  status: string;
  live: boolean;
  currency: string;
  amountMinor: number;
  chargeId: string | null;
};

export type Verdict = {
  status: Charge["status"] | "mismatch";
  reason: string;
  /** Did the money that was asked for come, whatever became of it since? */
  came: boolean;
};

const CAME = new Set(["approved", "disputed", "partiallyRefunded", "refunded", "chargedBack"]);
const OPEN = new Set(["created", "pending", "unknown"]);

/** Has the money of an attempt come? From then on only what becomes of that money can change it. */
export const hasCome = (status: string): boolean => CAME.has(status);

/** Holds what the gateway says against what was asked for: the mode, the currency, the amount; only then its state counts. */
export function judgeCharge(attempt: Attempt, charge: Charge): Verdict {
  const came = hasCome(charge.status);
  const problem = came ? mismatchOf(attempt, charge) : "";
  if (problem) return { status: "mismatch", reason: problem, came: false };
  return { status: charge.status, reason: charge.detail, came };
}

function mismatchOf(attempt: Attempt, charge: Charge): string {
  if (attempt.live !== charge.live) return "other_mode";
  if (attempt.currency !== charge.currency) return "other_currency";
  return attempt.amountMinor === charge.amountMinor ? "" : "other_amount";
}

/**
 * Does a verdict change the attempt? What is told late takes nothing back: money that came has come, and a second charge
 * beside it is not this one's story.
 */
export function mayMove(attempt: Attempt, verdict: Verdict, chargeId: string): boolean {
  if (!hasCome(attempt.status))
    return verdict.came || !(OPEN.has(verdict.status) && !OPEN.has(attempt.status));
  return verdict.came && attempt.chargeId === chargeId;
}

const HOUR_MS = 3_600_000;
const VOUCHER_DAYS = 15;

/**
 * When the gateway is asked next; null: never by ourselves. A page can be paid until it ends, even after a card said no;
 * a voucher is waited for longer: what was paid in its last hour is told days later.
 */
export function nextAsk(
  attempt: {
    status: string;
    asked: number;
    expiresAt: Date;
    chargeId: string | null;
    voucher: { until: string | null } | null;
  },
  now: Date,
): Date | null {
  if (hasCome(attempt.status) || attempt.status === "mismatch") return null;
  const { status, chargeId, voucher } = attempt;
  const waits = status === "pending" && (chargeId !== null || voucher !== null);
  const graceMs = waits ? VOUCHER_DAYS * 24 * HOUR_MS : HOUR_MS;
  const until = voucher?.until ? Date.parse(voucher.until) : 0;
  const last = Math.max(attempt.expiresAt.getTime(), until) + graceMs;
  if (now.getTime() >= last) return null;
  const delay = Math.min(HOUR_MS, 60_000 * 2 ** Math.min(attempt.asked, 10));
  return new Date(Math.min(now.getTime() + delay, last));
}
