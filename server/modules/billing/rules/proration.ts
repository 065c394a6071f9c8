import { type Day, daysBetween } from "@/server/kernel/day";
import { decimal, type Minor, roundMinor } from "@/server/kernel/money";

/** How the days of a period are counted: as they are, or 30 a month (the 31st counts nothing, February is filled up). */
export type ProrationBasis = "actual" | "thirty";

/** A share of a period: half open, `from` and `to` inside `[periodStart, periodEnd)`. */
export type Share = {
  /** What the whole period costs, in minor units; below zero for credits. */
  amountMinor: Minor;
  from: Day;
  to: Day;
  periodStart: Day;
  periodEnd: Day;
  basis: ProrationBasis;
};

/**
 * What the days `[from, to)` cost of a period's amount, in minor units. Each day's price is the step between the rounded
 * cost up to it and the rounded cost up to the next, so that however a period is cut the parts add up to the whole: the
 * last one takes the remainder (isp-domain.md §3.2). Days outside the period cost nothing. Throws `RangeError` for a
 * period without days.
 */
export function prorate({ amountMinor, from, to, periodStart, periodEnd, basis }: Share): Minor {
  const total = countDays(periodStart, periodEnd, basis);
  if (total <= 0) throw new RangeError(`no days from ${periodStart} to ${periodEnd}`);
  const upTo = (day: Day): Minor => {
    if (day >= periodEnd) return amountMinor;
    if (day <= periodStart) return 0;
    const days = Math.min(countDays(periodStart, day, basis), total);
    return roundMinor(decimal(amountMinor).times(days).div(total));
  };
  return to <= from ? 0 : upTo(to) - upTo(from) || 0;
}

/** Days from one to the other on the basis; on `thirty` by the rule 30/360: `360 y + 30 m + min(d, 30)`. */
export function countDays(from: Day, to: Day, basis: ProrationBasis): number {
  return basis === "actual" ? daysBetween(from, to) : onThirty(to) - onThirty(from);
}

function onThirty(day: Day): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return 360 * year + 30 * month + Math.min(date, 30);
}
