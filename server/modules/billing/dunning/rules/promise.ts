import { addDays, type Day, daysBetween, isDay } from "@/server/kernel/day";

export type PromiseLimits = {
  maxPromiseDays: number;
  maxPromisesPerYear: number;
  /** Of the debt as it stood before what was paid lately. */
  promiseDownPaymentPercent: number;
};

export type PromiseCase = {
  today: Day;
  dueOn: Day;
  /** Overdue and open, tenant's currency. */
  debtMinor: number;
  /** Paid since the oldest open invoice fell due, tenant's currency. */
  paidMinor: number;
  /** Promised, tenant's currency. */
  amountMinor: number;
  /** Granted within the last 365 days, cancelled ones aside. */
  grantedInYear: number;
  /** The last one that was settled was broken, within 365 days. */
  lastBroken: boolean;
  hasOpen: boolean;
  exempt: boolean;
};

export type PromiseRefusal =
  | "promise_nothing_owed"
  | "promise_open_already"
  | "promise_day_past"
  | "promise_too_long"
  | "promise_too_many"
  | "promise_last_broken"
  | "promise_down_payment"
  | "promise_amount";

/** Why a promise is not granted, as a key of `errors`; undefined: it is (isp-domain.md §3.4). */
export function whyNoPromise(
  limits: PromiseLimits,
  given: PromiseCase,
): PromiseRefusal | undefined {
  if (given.debtMinor <= 0) return "promise_nothing_owed";
  if (given.hasOpen) return "promise_open_already";
  if (!isDay(given.dueOn) || given.dueOn < given.today) return "promise_day_past";
  if (daysBetween(given.today, given.dueOn) > limits.maxPromiseDays) return "promise_too_long";
  if (given.lastBroken) return "promise_last_broken";
  if (given.grantedInYear >= limits.maxPromisesPerYear) return "promise_too_many";
  if (downPaymentMissing(limits, given) > 0) return "promise_down_payment";
  if (given.amountMinor <= 0 || given.amountMinor > given.debtMinor) return "promise_amount";
  return undefined;
}

/** Minor units that must still be paid before a promise; 0: enough was paid. Rounded up, to the customer's last cent. */
export function downPaymentMissing(
  { promiseDownPaymentPercent }: PromiseLimits,
  { debtMinor, paidMinor }: Pick<PromiseCase, "debtMinor" | "paidMinor">,
): number {
  const whole = (debtMinor + paidMinor) * promiseDownPaymentPercent;
  return Math.max(0, Math.ceil(whole / 100) - paidMinor);
}

/** The last day that can be promised. */
export const lastPromiseDay = (limits: PromiseLimits, today: Day): Day =>
  addDays(today, limits.maxPromiseDays);
