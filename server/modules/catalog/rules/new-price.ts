import { Decimal } from "decimal.js";
import { currencyDigits } from "@/server/kernel/money";
import { plainDecimal } from "./decimal-text";

/** To what a changed price is rounded: not at all (the currency's places), a step, or the nearest that ends in .90. */
export const PRICE_ROUNDINGS = ["none", "0.1", "0.5", "1", "10", "100", "1000", "x.90"] as const;
export type PriceRounding = (typeof PRICE_ROUNDINGS)[number];

export type Change = { by: "percent" | "amount"; value: string; rounding: PriceRounding };

/**
 * A price after a change, in the currency's places at most and never below zero. Half a step rounds up: prices are
 * above zero. `x.90` keeps a price that would fall below 0.90 at 0.90.
 */
export function newPrice(was: string, { by, value, rounding }: Change, currency: string): string {
  const old = new Decimal(was);
  const raw = Decimal.max(
    0,
    by === "percent" ? old.times(new Decimal(value).div(100).plus(1)) : old.plus(value),
  );
  const exact = raw.toDecimalPlaces(currencyDigits(currency), Decimal.ROUND_HALF_UP);
  if (rounding === "none" || raw.isZero()) return plainDecimal(exact);
  if (rounding === "x.90") {
    const whole = raw.plus("0.1").toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
    return plainDecimal(
      Decimal.max(1, whole).minus("0.1").toDecimalPlaces(currencyDigits(currency)),
    );
  }
  const stepped = raw.div(rounding).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(rounding);
  return plainDecimal(stepped.toDecimalPlaces(currencyDigits(currency), Decimal.ROUND_HALF_UP));
}
