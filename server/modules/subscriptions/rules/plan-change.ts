import { addMonths, type Day } from "@/server/kernel/day";
import { decimal, type Minor, roundMinor } from "@/server/kernel/money";
import { countDays, prorate, type ProrationBasis } from "@/server/modules/billing/rules/proration";
import type { PlanChangePart } from "../schema";

/** Days that an invoice has claimed already: `[start, end)` of the whole period `[wholeStart, wholeEnd)`. */
export type BilledSpan = { start: Day; end: Day; wholeStart: Day; wholeEnd: Day };

/** What a whole period costs on a plan, minor units. */
export type Costs = { itemName: string; wholeMinor: Minor };

/** What is given back of billed days in `[from, to)`; nothing where nothing was billed. */
export function creditParts(
  billed: readonly BilledSpan[],
  { from, to, costs, basis }: { from: Day; to: Day | null; costs: Costs; basis: ProrationBasis },
): PlanChangePart[] {
  return billed.flatMap((span) => {
    const part = partOf(span, { from, to, costs, basis, kind: "credit" });
    return part && part.amountMinor !== 0 ? [part] : [];
  });
}

/**
 * What changing from one plan to another on a day costs for the days that are billed already: the old plan's share back,
 * the new one's charged, by the same days (isp-domain.md §3.2). Nothing when both cost the same.
 */
export function planChangeParts(
  billed: readonly BilledSpan[],
  change: { day: Day; from: Costs; to: Costs; basis: ProrationBasis },
): PlanChangePart[] {
  const { day, basis } = change;
  if (change.from.wholeMinor === change.to.wholeMinor) return [];
  return billed.flatMap((span) =>
    (["credit", "charge"] as const).flatMap((kind) => {
      const costs = kind === "credit" ? change.from : change.to;
      const part = partOf(span, { from: day, to: null, costs, basis, kind });
      return part && part.amountMinor !== 0 ? [part] : [];
    }),
  );
}

function partOf(
  span: BilledSpan,
  of: { from: Day; to: Day | null; costs: Costs; basis: ProrationBasis; kind: "credit" | "charge" },
): PlanChangePart | null {
  const from = of.from > span.start ? of.from : span.start;
  const to = of.to !== null && of.to < span.end ? of.to : span.end;
  if (from >= to) return null;
  const { itemName, wholeMinor } = of.costs;
  const share = { from, to, periodStart: span.wholeStart, periodEnd: span.wholeEnd };
  const amount = prorate({ amountMinor: wholeMinor, basis: of.basis, ...share });
  return {
    ...{ kind: of.kind, itemName, wholeMinor, from, to },
    amountMinor: of.kind === "credit" ? -amount || 0 : amount,
    days: countDays(from, to, of.basis),
    ofDays: countDays(span.wholeStart, span.wholeEnd, of.basis),
  };
}

/** What leaving before the commitment ends costs: whole months left × the share of a month's price. */
export function earlyTerminationFee(of: {
  onDay: Day;
  commitmentEndsOn: Day | null;
  percent: string | null;
  wholeMinor: Minor;
  intervalMonths: number;
}): { months: number; amountMinor: Minor } {
  const { onDay, commitmentEndsOn, percent, wholeMinor, intervalMonths } = of;
  if (commitmentEndsOn === null || percent === null || onDay >= commitmentEndsOn)
    return { months: 0, amountMinor: 0 };
  let months = 0;
  while (addMonths(onDay, months + 1, Number(onDay.slice(8))) <= commitmentEndsOn) months += 1;
  const month = decimal(wholeMinor).div(intervalMonths);
  return { months, amountMinor: roundMinor(month.times(months).times(percent).div(100)) };
}
