import { decimal, type Minor, roundMinor, toMajor } from "@/server/kernel/money";
import type { ChargeInput, LinePolicy, Lookups, PlannedLine, ServiceInput } from "./inputs";
import { lineAmounts, wholeMinor } from "./line-amounts";
import type { Period } from "./periods";
import { countDays } from "./proration";
import { daysOf, plain, shareOf, type Span, within } from "./spans";

/** A term's part of a period: its charged days, and what the whole period would cost of it. */
export type Segment = { spans: readonly Span[]; amountMinor: Minor; line: PlannedLine };

/** Cycles that this run took already, by charge. */
export type Cycles = Map<string, number>;

type Input = {
  service: ServiceInput;
  period: Period;
  charges: readonly ChargeInput[];
  cycles: Cycles;
  policy: LinePolicy;
  lookups: Lookups;
};

/**
 * A line for each recurring charge and discount of the service that touches the period: fixed ones for the days that
 * the service and they themselves are charged, percentages of the service's lines on those days. Each takes a cycle.
 */
export function chargeLines(input: Input, made: readonly { segment: Segment }[]): PlannedLine[] {
  return input.charges.flatMap((charge) => {
    const { id, cyclesLeft, endsOn, startsOn } = charge;
    const taken = input.cycles.get(id) ?? 0;
    if (cyclesLeft !== null && taken >= cyclesLeft) return [];
    if (charge.usedOn.includes(input.period.start)) return [];
    const limit = { from: startsOn, to: endsOn ?? input.period.end };
    const parts = made.map(({ segment }) => ({ ...segment, spans: within(segment.spans, limit) }));
    const touched = parts.filter(({ spans }) => spans.length > 0);
    if (touched.length === 0) return [];
    input.cycles.set(id, taken + 1);
    return [
      charge.basis === "percent"
        ? percentLine(input, charge, touched)
        : fixedLine(input, charge, touched),
    ];
  });
}

function percentLine(
  { service, period, policy }: Input,
  charge: ChargeInput,
  touched: Segment[],
): PlannedLine {
  const of = touched.reduce(
    (sum, { amountMinor, spans }) => sum + shareOf(amountMinor, spans, period, policy.basis),
    0,
  );
  // A share of a line bears that line's tax.
  const { taxRate, taxCode, taxIncluded, explanation } = (touched[0] as Segment).line;
  const amount = roundMinor(decimal(charge.amount).times(of).div(100));
  return {
    ...lineOf(charge, service, period),
    ...lineAmounts(amount, { taxRate, taxIncluded }),
    ...{ quantity: "1", unitPrice: plain(toMajor(amount, service.currency)) },
    ...{ taxRate, taxCode, taxIncluded },
    explanation: {
      ...{ formula: "percentOfLines", ...charge.explanation },
      ...{ percent: plain(charge.amount), ofMinor: of, usedMinor: amount },
      ...{ taxIncluded, taxRate, taxCode, taxRateFrom: explanation.taxRateFrom },
    },
  };
}

function fixedLine(input: Input, charge: ChargeInput, touched: Segment[]): PlannedLine {
  const { service, period, policy, lookups } = input;
  const spans = touched.flatMap((segment) => segment.spans);
  const whole = wholeMinor(charge.amount, charge.quantity, service.currency);
  const amount = shareOf(whole, spans, period, policy.basis);
  const days = daysOf(spans, policy.basis);
  const ofDays = countDays(period.wholeStart, period.wholeEnd, policy.basis);
  return {
    ...lineOf(charge, service, period),
    ...fixedTax(charge, amount, lookups),
    explanation: {
      formula: days === ofDays ? "fixed" : "fixedTimesDays",
      ...{ price: plain(charge.amount), quantity: plain(charge.quantity), ...charge.explanation },
      ...{ taxIncluded: charge.taxIncluded, usedMinor: amount },
      ...taxExplained(charge, lookups),
      ...(days !== ofDays && { days, ofDays, basis: policy.basis, spans }),
    },
  };
}

/** What a charge of a fixed amount says of price, quantity and tax. */
export function fixedTax(charge: ChargeInput, amount: Minor, lookups: Lookups) {
  const tax = lookups.taxOf(charge.taxClassId);
  const taxRate = plain(tax.rate);
  return {
    ...lineAmounts(amount, { taxRate, taxIncluded: charge.taxIncluded }),
    ...{ quantity: plain(charge.quantity), unitPrice: plain(charge.amount) },
    ...{ taxRate, taxCode: tax.code, taxIncluded: charge.taxIncluded },
  };
}

export function taxExplained(charge: ChargeInput, lookups: Lookups) {
  const { code, rate, from } = lookups.taxOf(charge.taxClassId);
  return { taxRate: plain(rate), taxCode: code, taxRateFrom: from };
}

const lineOf = (charge: ChargeInput, service: ServiceInput, period: Period) => ({
  ...{ kind: charge.kind, serviceId: service.id, itemId: null, chargeId: charge.id },
  description: charge.description,
  ...{ periodStart: period.start, periodEnd: period.end },
  ...{ businessUnitId: service.businessUnitId, branchId: service.branchId },
});
