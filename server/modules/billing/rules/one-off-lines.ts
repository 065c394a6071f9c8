import type { Day } from "@/server/kernel/day";
import { decimal, type Minor, roundMinor, toMajor } from "@/server/kernel/money";
import { type Bill, billKey, totalOf } from "./bill";
import { fixedTax, taxExplained } from "./charge-lines";
import type { ChargeInput, Lookups, PlannedLine, ServiceInput } from "./inputs";
import { lineAmounts, lineOfTotal, wholeMinor } from "./line-amounts";
import { plain } from "./spans";

type Input = {
  customerId: string;
  bills: Bill[];
  services: readonly ServiceInput[];
  charges: readonly ChargeInput[];
  through: Day;
  lookups: Lookups;
};

/**
 * Puts what is charged once onto the documents: charges onto the first one from their day on, or onto one of their own
 * where the service, or the customer, will have no other; then credits, oldest document first, each to no less than
 * zero; what is left of a credit stays open.
 */
export function addOneOffs(input: Input): void {
  const once = input.charges.filter(
    ({ recurring, startsOn }) => !recurring && startsOn <= input.through,
  );
  for (const charge of once) {
    if (decimal(charge.amount).isNegative()) continue;
    const bill = billFor(input, charge);
    if (bill) bill.lines.push(chargeLine(input, charge, bill));
  }
  for (const charge of once)
    if (decimal(charge.amount).isNegative() && charge.basis === "fixed") spread(input, charge);
    else if (decimal(charge.amount).isNegative()) percentOff(input, charge);
}

const serviceOf = ({ services }: Input, charge: ChargeInput) =>
  services.find(({ id }) => id === charge.serviceId);

const unitOf = (input: Input, charge: ChargeInput): string | null =>
  serviceOf(input, charge)?.businessUnitId ?? charge.businessUnitId;

/** The documents that a charge may stand on. */
function fitting(input: Input, charge: ChargeInput): Bill[] {
  const unit = unitOf(input, charge);
  const inCurrency = input.bills.filter(({ currency }) => currency === charge.currency);
  const own = inCurrency.filter(({ lines }) =>
    lines.some(({ serviceId }) => serviceId === charge.serviceId),
  );
  if (charge.serviceId !== null && own.length > 0) return own;
  return inCurrency.filter(({ businessUnitId }) => unit === null || businessUnitId === unit);
}

/** Whether a later document of it will come: then a charge waits for that. */
function comesAgain(input: Input, charge: ChargeInput): boolean {
  const { services, through } = input;
  return services.some(
    ({ id, currency, nextPeriodOn, endsOn }) =>
      (charge.serviceId === null || id === charge.serviceId) &&
      currency === charge.currency &&
      nextPeriodOn !== null &&
      (endsOn === null || endsOn > through),
  );
}

function billFor(input: Input, charge: ChargeInput): Bill | undefined {
  const bills = fitting(input, charge);
  const found = bills.find(({ billOn }) => billOn >= charge.startsOn) ?? bills.at(-1);
  if (found || comesAgain(input, charge)) return found;
  const { customerId, through } = input;
  const businessUnitId = unitOf(input, charge);
  const of = { customerId, currency: charge.currency, billOn: through, businessUnitId };
  const bill: Bill = { ...of, key: billKey(of), lines: [] };
  input.bills.push(bill);
  return bill;
}

const emptyLine = (input: Input, charge: ChargeInput, bill: Bill) => ({
  ...{ kind: charge.kind, serviceId: charge.serviceId, itemId: null, chargeId: charge.id },
  description: charge.description,
  // What keeps the same credit from being used twice by one document.
  ...{ periodStart: bill.billOn, periodEnd: null },
  businessUnitId: bill.businessUnitId,
  branchId: serviceOf(input, charge)?.branchId ?? null,
});

function chargeLine(input: Input, charge: ChargeInput, bill: Bill): PlannedLine {
  if (charge.basis === "percent") return percentLine(input, charge, bill);
  const amount = wholeMinor(charge.amount, charge.quantity, charge.currency);
  return {
    ...emptyLine(input, charge, bill),
    ...fixedTax(charge, amount, input.lookups),
    explanation: explained(input, charge, { formula: "fixed", usedMinor: amount, leftMinor: 0 }),
  };
}

function explained(
  { lookups }: Input,
  charge: ChargeInput,
  over: { formula: string; usedMinor: Minor; leftMinor: Minor },
): Record<string, unknown> {
  return {
    ...{ price: plain(charge.amount), quantity: plain(charge.quantity), formula: over.formula },
    ...{ ...charge.explanation, usedMinor: over.usedMinor, leftMinor: over.leftMinor },
    ...{ taxIncluded: charge.taxIncluded, ...taxExplained(charge, lookups) },
  };
}

/** A share of the recurring lines that stand on the document already, of its service or of all; it bears their tax. */
function percentLine(input: Input, charge: ChargeInput, bill: Bill): PlannedLine {
  const of = bill.lines.filter(
    ({ kind, serviceId }) =>
      (kind === "recurring" || kind === "proration") &&
      (charge.serviceId === null || serviceId === charge.serviceId),
  );
  const ofMinor = of.reduce(
    (sum, line) => sum + (line.taxIncluded ? line.totalMinor : line.netMinor),
    0,
  );
  const tax = of[0] ?? fixedTax(charge, 0, input.lookups);
  const amount = roundMinor(decimal(charge.amount).times(ofMinor).div(100));
  return {
    ...emptyLine(input, charge, bill),
    ...lineAmounts(amount, tax),
    ...{ quantity: "1", unitPrice: plain(toMajor(amount, charge.currency)) },
    ...{ taxRate: tax.taxRate, taxCode: tax.taxCode, taxIncluded: tax.taxIncluded },
    explanation: {
      ...{ formula: "percentOfLines", ...charge.explanation },
      ...{ percent: plain(charge.amount), ofMinor, usedMinor: amount, leftMinor: 0 },
      ...{ taxIncluded: tax.taxIncluded, taxRate: tax.taxRate, taxCode: tax.taxCode },
    },
  };
}

function percentOff(input: Input, charge: ChargeInput): void {
  const bill = fitting(input, charge)[0];
  if (!bill) return;
  const line = percentLine(input, charge, bill);
  if (line.totalMinor + totalOf(bill) >= 0) bill.lines.push(line);
}

/** A credit over the documents, oldest first, as far as each goes. */
function spread(input: Input, charge: ChargeInput): void {
  const { taxIncluded } = charge;
  let left = charge.remainingMinor ?? wholeMinor(charge.amount, charge.quantity, charge.currency);
  const { taxRate, ...stated } = fixedTax(charge, left, input.lookups);
  for (const bill of fitting(input, charge)) {
    const room = totalOf(bill);
    if (left >= 0 || room <= 0 || charge.usedOn.includes(bill.billOn)) continue;
    const all = lineAmounts(left, { taxRate, taxIncluded });
    const amounts = -all.totalMinor <= room ? all : lineOfTotal(-room, taxRate);
    const usedMinor = taxIncluded ? amounts.totalMinor : amounts.netMinor;
    left = amounts === all ? 0 : Math.min(0, left - usedMinor);
    const over = { formula: "credit", usedMinor, leftMinor: left };
    bill.lines.push({
      ...{ ...emptyLine(input, charge, bill), ...stated, taxRate, ...amounts },
      explanation: explained(input, charge, over),
    });
  }
}
