import { currencyDigits, decimal, type Minor, roundMinor } from "@/server/kernel/money";

/** How a document's currency stands to the tenant's: `rate` of the tenant's currency for one of the document's. */
export type Fx = { currency: string; baseCurrency: string; rate: string };

/** Minor units of the document's currency in minor units of the tenant's, rounded half away from zero. */
export function toBase(amountMinor: Minor, { currency, baseCurrency, rate }: Fx): Minor {
  if (currency === baseCurrency) return amountMinor;
  const shift = currencyDigits(baseCurrency) - currencyDigits(currency);
  return roundMinor(decimal(amountMinor).times(rate).times(decimal(10).pow(shift)));
}

/**
 * What a part of a sum weighs in the tenant's currency while the sum goes from `before` to `after`: parts taken one after
 * the other add up to the whole to the cent, whatever the rate.
 */
export const baseOfStep = (before: Minor, after: Minor, fx: Fx): Minor =>
  toBase(before, fx) - toBase(after, fx);
