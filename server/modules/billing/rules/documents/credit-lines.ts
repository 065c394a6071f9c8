import { Conflict, NotFound } from "@/server/kernel/errors";
import { allocate, decimal, type Minor, roundMinor } from "@/server/kernel/money";

/** What is left to credit of an invoice's line; minor units. */
export type CreditableLine = {
  id: string;
  description: string;
  taxRate: string;
  taxCode: string;
  netMinor: Minor;
  taxMinor: Minor;
  businessUnitId: string | null;
  branchId: string | null;
};

export type CreditOf =
  | { what: "whole" }
  | { what: "amount"; amountMinor: Minor }
  | { what: "lines"; lines: readonly { lineId: string; amountMinor: Minor }[] };

export type CreditedLine = CreditableLine & { totalMinor: Minor };

const totalOf = (line: CreditableLine): Minor => line.netMinor + line.taxMinor;

/**
 * Lines of a credit note: all that is left, an amount spread over the lines in proportion, or amounts of lines. Tax and
 * net of a part are in the line's own proportion, and what is credited last takes the remainder, so that parts add up to
 * the line. Throws `Conflict` for more than is left, `NotFound` for a line of another invoice.
 */
export function creditLines(left: readonly CreditableLine[], of: CreditOf): CreditedLine[] {
  const sum = left.reduce((all, line) => all + totalOf(line), 0);
  const amounts = amountsOf(left, of, sum);
  const lines = left.flatMap((line, place) => partOf(line, amounts[place] ?? 0));
  if (lines.reduce((all, line) => all + line.totalMinor, 0) <= 0)
    throw new Conflict("credit_beyond_invoice");
  return lines;
}

function amountsOf(left: readonly CreditableLine[], of: CreditOf, sum: Minor): Minor[] {
  if (of.what === "whole") return left.map(totalOf);
  if (of.what === "amount") {
    if (of.amountMinor > sum) throw new Conflict("credit_beyond_invoice");
    if (of.amountMinor === sum) return left.map(totalOf);
    return allocate(
      of.amountMinor,
      left.map((line) => Math.max(0, totalOf(line))),
    );
  }
  const asked = new Map<string, Minor>();
  for (const { lineId, amountMinor } of of.lines)
    asked.set(lineId, (asked.get(lineId) ?? 0) + amountMinor);
  const known = new Set(left.map(({ id }) => id));
  if ([...asked.keys()].some((id) => !known.has(id))) throw new NotFound("invoiceLine");
  const amounts = left.map(({ id }) => asked.get(id) ?? 0);
  const beyond = left.some((line, place) => (amounts[place] ?? 0) > Math.max(0, totalOf(line)));
  if (beyond || amounts.reduce((all, amount) => all + amount, 0) > sum)
    throw new Conflict("credit_beyond_invoice");
  return amounts;
}

function partOf(line: CreditableLine, amountMinor: Minor): CreditedLine[] {
  if (amountMinor === 0) return [];
  const total = totalOf(line);
  if (amountMinor === total) return [{ ...line, totalMinor: total }];
  const netMinor = roundMinor(decimal(line.netMinor).times(amountMinor).div(total));
  return [{ ...line, netMinor, taxMinor: amountMinor - netMinor, totalMinor: amountMinor }];
}
