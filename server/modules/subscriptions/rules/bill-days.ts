import { addDays, addMonths, type Day, monthDay } from "@/server/kernel/day";

/** What decides when a service is billed. `leadDays`: days before a prepaid period begins that it is billed. */
export type BillPlan = {
  readonly billingMode: "prepaid" | "postpaid";
  readonly intervalMonths: number;
  /** 1–31, clamped to each month's length. */
  readonly anchorDay: number;
  readonly leadDays: number;
  /** First day no longer billed. */
  readonly endsOn: Day | null;
};

type Rhythm = Pick<BillPlan, "intervalMonths" | "anchorDay">;

/**
 * First day after the period that begins on `start`. From an anchor day a whole interval; from any other day an odd
 * one, up to the next anchor day. Computed from the month, never chained from a clamped day (isp-domain.md §3.1).
 */
export function periodEnd(start: Day, { intervalMonths, anchorDay }: Rhythm): Day {
  const own = monthDay(start, anchorDay);
  if (start === own) return addMonths(start, intervalMonths, anchorDay);
  return start < own ? own : addMonths(start, 1, anchorDay);
}

/** The same, cut off where the service ends. */
export function periodOf(start: Day, plan: Rhythm & Pick<BillPlan, "endsOn">) {
  const end = periodEnd(start, plan);
  return { start, end: plan.endsOn !== null && plan.endsOn < end ? plan.endsOn : end };
}

/** Is the period that begins there shorter or other than a whole interval? */
export const isOddPeriod = (start: Day, plan: Rhythm & Pick<BillPlan, "endsOn">): boolean =>
  start !== monthDay(start, plan.anchorDay) ||
  periodOf(start, plan).end !== addMonths(start, plan.intervalMonths, plan.anchorDay);

/**
 * The first period that is neither billed nor skipped, and the day on which it falls due to be billed: prepaid its
 * start less the lead, postpaid its end. Nulls when nothing more will be billed. The one place that says so.
 */
export function billDays(
  nextPeriodOn: Day | null,
  plan: BillPlan,
): { nextPeriodOn: Day | null; nextBillOn: Day | null } {
  if (nextPeriodOn === null || (plan.endsOn !== null && nextPeriodOn >= plan.endsOn))
    return { nextPeriodOn: null, nextBillOn: null };
  const nextBillOn =
    plan.billingMode === "prepaid"
      ? addDays(nextPeriodOn, -plan.leadDays)
      : periodOf(nextPeriodOn, plan).end;
  return { nextPeriodOn, nextBillOn };
}
