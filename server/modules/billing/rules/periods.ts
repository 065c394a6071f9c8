import { addDays, addMonths, type Day, monthDay } from "@/server/kernel/day";

/** When a service is billed. */
export type Cycle = {
  billingMode: "prepaid" | "postpaid";
  /** Months of a period, 1–24. */
  intervalMonths: number;
  /** 1–31, clamped to each month's length; 31 is always the last day. */
  anchorDay: number;
  /** First day that is billed at all. */
  startedOn: Day;
  /** First day no longer billed; null: it runs on. */
  endsOn: Day | null;
};

/** What the tenant decides about when. */
export type PeriodPolicy = {
  /** Prepaid: how many days before its start a period is billed. */
  prepaidLeadDays: number;
  /** The days before the first anchor: billed by themselves, or together with the first whole period. */
  firstPartial: "alone" | "merged";
};

/** A stretch of days that is billed or skipped once: `[start, end)`, a part of the whole period `[wholeStart, wholeEnd)`. */
export type Period = { start: Day; end: Day; wholeStart: Day; wholeEnd: Day; billOn: Day };

/** More periods than this are never due at once: somebody set a date wrong. */
export const MAX_PERIODS = 240;

/** The period that begins on the day: to the next anchor if it is no anchor itself. Never chained from a clamped day. */
function stretch(cycle: Cycle, start: Day): Omit<Period, "billOn"> {
  const { anchorDay, intervalMonths, endsOn } = cycle;
  const here = monthDay(start, anchorDay);
  const wholeEnd =
    here === start
      ? addMonths(start, intervalMonths, anchorDay)
      : here > start
        ? here
        : addMonths(start, 1, anchorDay);
  const wholeStart = here === start ? start : addMonths(wholeEnd, -intervalMonths, anchorDay);
  return {
    start,
    end: endsOn !== null && endsOn < wholeEnd ? endsOn : wholeEnd,
    wholeStart,
    wholeEnd,
  };
}

/**
 * The period that begins on `start`, and the day on which it falls due to be billed: prepaid its start less the lead,
 * postpaid its end. Null when the service has ended by then. A first part that is merged falls due with the period
 * after it.
 */
export function periodFrom(cycle: Cycle, start: Day, policy: PeriodPolicy): Period | null {
  if (cycle.endsOn !== null && start >= cycle.endsOn) return null;
  const here = stretch(cycle, start);
  const isFirstPart = start === cycle.startedOn && here.wholeStart < start;
  const next =
    policy.firstPartial === "merged" && isFirstPart ? periodFrom(cycle, here.end, policy) : null;
  const own = cycle.billingMode === "prepaid" ? addDays(start, -policy.prepaidLeadDays) : here.end;
  return { ...here, billOn: next?.billOn ?? own };
}

/** Every period that fell due by the day, oldest first: three after three months without a run. */
export function periodsDue(
  cycle: Cycle,
  nextPeriodOn: Day | null,
  through: Day,
  policy: PeriodPolicy,
): Period[] {
  const due: Period[] = [];
  let start = nextPeriodOn;
  while (start !== null) {
    const period = periodFrom(cycle, start, policy);
    if (!period || period.billOn > through) break;
    if (due.length === MAX_PERIODS) throw new RangeError("more periods due than can be true");
    due.push(period);
    start = period.end;
  }
  return due;
}

/** What `services.next_period_on` and `next_bill_on` are when the next period begins on that day; null, null: never again. */
export function nextDue(
  cycle: Cycle,
  nextPeriodOn: Day,
  policy: PeriodPolicy,
): { nextPeriodOn: Day | null; nextBillOn: Day | null } {
  const period = periodFrom(cycle, nextPeriodOn, policy);
  return { nextPeriodOn: period?.start ?? null, nextBillOn: period?.billOn ?? null };
}
