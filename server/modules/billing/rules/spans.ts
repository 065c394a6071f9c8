import type { Day } from "@/server/kernel/day";
import { decimal, type Minor } from "@/server/kernel/money";
import type { Period } from "./periods";
import { countDays, prorate, type ProrationBasis } from "./proration";

/** Days `[from, to)`. */
export type Span = { from: Day; to: Day };

export const isSpan = ({ from, to }: Span): boolean => from < to;

export const overlap = (a: Span, b: Span): Span => ({
  from: a.from > b.from ? a.from : b.from,
  to: a.to < b.to ? a.to : b.to,
});

/** What of the spans lies inside the limit. */
export const within = (spans: readonly Span[], limit: Span): Span[] =>
  spans.map((span) => overlap(span, limit)).filter(isSpan);

/** What of the span is left when others are taken out of it, in order; an end of null is open. */
export function without(span: Span, out: readonly { from: Day; to: Day | null }[]): Span[] {
  let left: Span[] = [span];
  for (const { from, to } of out)
    left = left.flatMap((part) => {
      const end = to ?? part.to;
      if (end <= part.from || from >= part.to) return [part];
      return [
        { from: part.from, to: from },
        { from: end, to: part.to },
      ].filter(isSpan);
    });
  return left;
}

/** What the spans cost of a whole period's amount, in minor units. */
export const shareOf = (
  amountMinor: Minor,
  spans: readonly Span[],
  { wholeStart, wholeEnd }: Period,
  basis: ProrationBasis,
): Minor =>
  spans.reduce(
    (sum, { from, to }) =>
      sum + prorate({ amountMinor, from, to, periodStart: wholeStart, periodEnd: wholeEnd, basis }),
    0,
  );

export const daysOf = (spans: readonly Span[], basis: ProrationBasis): number =>
  spans.reduce((sum, { from, to }) => sum + countDays(from, to, basis), 0);

/** A decimal text without trailing zeros, as PostgreSQL's `trim_scale` writes it. */
export const plain = (value: string): string => decimal(value).toFixed();
