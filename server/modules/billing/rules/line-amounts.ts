import { currencyDigits, decimal, type Minor, roundMinor } from "@/server/kernel/money";

/** A line's three amounts in minor units; `netMinor + taxMinor = totalMinor`. */
export type LineAmounts = { netMinor: Minor; taxMinor: Minor; totalMinor: Minor };

/** What a tax class says: the rate in percent and whether the price holds it already. */
export type LineTax = { taxRate: string; taxIncluded: boolean };

/** Price × quantity in minor units of the currency, rounded once, half away from zero. */
export const wholeMinor = (unitPrice: string, quantity: string, currency: string): Minor =>
  roundMinor(
    decimal(unitPrice)
      .times(quantity)
      .times(10 ** currencyDigits(currency)),
  );

/**
 * Net, tax and total of an amount. With the tax inside, the amount is the total, net = round(total ÷ (1 + rate)) and the
 * tax is the rest; with the tax outside, the amount is the net and tax = round(net × rate). Half away from zero.
 */
export function lineAmounts(amountMinor: Minor, { taxRate, taxIncluded }: LineTax): LineAmounts {
  const rate = decimal(taxRate).div(100);
  if (!taxIncluded) {
    const taxMinor = roundMinor(rate.times(amountMinor));
    return { netMinor: amountMinor, taxMinor, totalMinor: amountMinor + taxMinor };
  }
  const netMinor = roundMinor(decimal(amountMinor).div(rate.plus(1)));
  return { netMinor, taxMinor: amountMinor - netMinor || 0, totalMinor: amountMinor };
}

/** Net and tax of a total that is given: what fits into a document whose room is known. */
export const lineOfTotal = (totalMinor: Minor, taxRate: string): LineAmounts =>
  lineAmounts(totalMinor, { taxRate, taxIncluded: true });

export const sumLines = (lines: readonly LineAmounts[]): LineAmounts =>
  lines.reduce(
    (sum, line) => ({
      netMinor: sum.netMinor + line.netMinor,
      taxMinor: sum.taxMinor + line.taxMinor,
      totalMinor: sum.totalMinor + line.totalMinor,
    }),
    { netMinor: 0, taxMinor: 0, totalMinor: 0 },
  );
