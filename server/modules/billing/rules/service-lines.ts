import { countDays } from "./proration";
import { chargeLines, type Cycles, type Segment } from "./charge-lines";
import {
  BillingGap,
  type ChargeInput,
  type Held,
  type LinePolicy,
  type Lookups,
  type PlannedLine,
  type ServiceInput,
  type SuspendedPolicy,
  type Term,
} from "./inputs";
import { lineAmounts, wholeMinor } from "./line-amounts";
import type { Period } from "./periods";
import { daysOf, isSpan, overlap, plain, shareOf, type Span, within, without } from "./spans";

/** A period of a service as lines; or that it is skipped, and why. */
export type PeriodLines = { skipped: "paused" | "suspended" } | { lines: PlannedLine[] };

/** What one period of one service is made of. */
export type PeriodInput = {
  service: ServiceInput;
  period: Period;
  /** The service's recurring ones. */
  charges: readonly ChargeInput[];
  /** Cycles that earlier periods of this run took; counted on here. */
  cycles: Cycles;
  policy: LinePolicy;
  lookups: Lookups;
};

/**
 * The lines of one period of a service: one a term in it, for the days that are charged, and its recurring charges and
 * discounts beside them. A pause is never charged; a suspension as the policy says. Throws `BillingGap`.
 */
export function serviceLines(input: PeriodInput): PeriodLines {
  const { service, period, policy } = input;
  const whole = { from: period.start, to: period.end };
  const off = uncharged(service.held, whole, policy.suspended);
  const open = without(whole, off);
  if (open.length === 0)
    return { skipped: off.every(({ reason }) => reason === "pause") ? "paused" : "suspended" };
  const made = segmentsOf(service, whole, open).map((part) => segmentLine(input, part, off));
  return { lines: [...made.map(({ line }) => line), ...chargeLines(input, made)] };
}

/** Which held days are not charged. */
function uncharged(held: readonly Held[], whole: Span, policy: SuspendedPolicy): Held[] {
  const inside = held.filter(({ from, to }) => from < whole.to && (to === null || to > whole.from));
  const pauses = inside.filter(({ reason }) => reason === "pause");
  if (policy === "all") return pauses;
  if (policy === "activeDays") return inside;
  return without(whole, inside).length === 0 ? inside : pauses;
}

type Part = Span & { term: Term; spans: Span[] };

/** The terms' parts of the period with their charged days. Before the first term's day the first term counts. */
function segmentsOf({ terms }: ServiceInput, whole: Span, open: readonly Span[]): Part[] {
  const parts = terms.map((term, index) => {
    const from = index === 0 ? whole.from : term.startsOn;
    const span = overlap({ from, to: terms[index + 1]?.startsOn ?? whole.to }, whole);
    return { ...span, term, spans: within(open, span) };
  });
  if (!parts.some(isSpan)) throw new BillingGap("billing_term_missing");
  return parts.filter(({ spans }) => spans.length > 0);
}

function segmentLine(
  { service, period, policy, lookups }: PeriodInput,
  { term, from, spans }: Part,
  off: readonly Held[],
): { line: PlannedLine; segment: Segment } {
  const listed = term.ownPrice === null ? lookups.priceOn(service, term.itemId, from) : null;
  const taxIncluded = listed ? listed.taxIncluded : lookups.isTaxIncluded(service);
  const price = plain(listed?.amount ?? term.ownPrice ?? "0");
  const tax = lookups.taxOf(term.taxClassId);
  const amountMinor = wholeMinor(price, term.quantity, service.currency);
  const days = daysOf(spans, policy.basis);
  const ofDays = countDays(period.wholeStart, period.wholeEnd, policy.basis);
  const isWhole = days === ofDays;
  const charged = isWhole ? amountMinor : shareOf(amountMinor, spans, period, policy.basis);
  const quantity = plain(term.quantity);
  const taxRate = plain(tax.rate);
  const line: PlannedLine = {
    ...lineAmounts(charged, { taxRate, taxIncluded }),
    kind: isWhole ? "recurring" : "proration",
    ...{ serviceId: service.id, itemId: term.itemId, chargeId: null },
    description: service.label ? `${term.itemName} · ${service.label}` : term.itemName,
    ...{ quantity, unitPrice: price, taxRate, taxCode: tax.code, taxIncluded },
    ...{ periodStart: period.start, periodEnd: period.end },
    ...{ businessUnitId: service.businessUnitId, branchId: service.branchId },
    explanation: {
      formula: isWhole ? "fullPeriod" : "proration",
      ...{ price, ...(listed ? { priceFrom: listed.from } : { ownPrice: price }), quantity },
      ...{ periodStart: period.start, periodEnd: period.end },
      ...{ taxIncluded, taxRate, taxCode: tax.code, taxRateFrom: tax.from },
      ...(!isWhole && { days, ofDays, basis: policy.basis, spans }),
      ...(!isWhole && { wholeStart: period.wholeStart, wholeEnd: period.wholeEnd }),
      ...(off.length > 0 && { notCharged: off }),
    },
  };
  return { line, segment: { spans, amountMinor, line } };
}
