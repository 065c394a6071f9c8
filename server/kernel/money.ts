import { Decimal } from "decimal.js";

/** Minor units of a currency, a safe integer. Never a float of major units. */
export type Minor = number;

/** Currencies without two decimal places (ISO 4217). */
export const ODD_DIGITS: Readonly<Record<string, number>> = {
  CLP: 0,
  PYG: 0,
  JPY: 0,
  KRW: 0,
  UYW: 4,
};

/** Decimal places of a currency. */
export const currencyDigits = (currency: string): number => ODD_DIGITS[currency] ?? 2;

/** Major units (a decimal text) in minor ones, rounded half away from zero: once, where a line ends. */
export function toMinor(amount: Decimal.Value, currency: string): Minor {
  const minor = new Decimal(amount)
    .times(10 ** currencyDigits(currency))
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    .toNumber();
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${amount} ${currency} is beyond measure`);
  return minor === 0 ? 0 : minor;
}

/** Minor units as a decimal text of major ones: 123456 PEN → "1234.56". */
export const toMajor = (minor: Minor, currency: string): string =>
  new Decimal(minor).div(10 ** currencyDigits(currency)).toFixed(currencyDigits(currency));

/** A decimal text to count with; rounding is half away from zero. */
export const decimal = (value: Decimal.Value): Decimal => new Decimal(value);

/** Rounds half away from zero to whole minor units. */
export const roundMinor = (value: Decimal): Minor =>
  value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() || 0;

/**
 * Splits a sum in proportion to weights (none below zero) so that the parts add up to it: largest remainder, the
 * earlier part first. All weights zero: everything to the first.
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (weights.length === 0) return [];
  if (sum === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  const exact = weights.map((weight) => new Decimal(total).times(weight).div(sum));
  const parts = exact.map((part) => part.toDecimalPlaces(0, Decimal.ROUND_DOWN).toNumber());
  let left = total - parts.reduce((all, part) => all + part, 0);
  const step = Math.sign(left);
  const byRemainder = exact
    .map((part, index) => ({ index, rest: part.minus(parts[index] ?? 0).abs() }))
    .toSorted((a, b) => b.rest.comparedTo(a.rest) || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + step;
    left -= step;
  }
  return parts.map((part) => part || 0);
}
