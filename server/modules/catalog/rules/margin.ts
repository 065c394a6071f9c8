import { Decimal } from "decimal.js";

export type MarginFacts = {
  /** In the tenant's currency, as the price book states it. */
  price: string;
  taxIncluded: boolean;
  /** Percent. */
  taxRate: string;
  /** In the tenant's currency; null: not known. */
  cost: string | null;
};

/** What stays of the price without tax after the cost, in percent of it with two places; null: cost unknown or price zero. */
export function marginOf({ price, taxIncluded, taxRate, cost }: MarginFacts): string | null {
  if (cost === null) return null;
  const given = new Decimal(price);
  const net = taxIncluded ? given.div(new Decimal(taxRate).div(100).plus(1)) : given;
  if (net.isZero()) return null;
  return net.minus(cost).div(net).times(100).toDecimalPlaces(2).toString();
}

/** Does a price leave less than the floor (percent; null: there is none)? A price of nothing does where something is spent. */
export function isBelowFloor(facts: MarginFacts, floor: string | null): boolean {
  if (floor === null || facts.cost === null) return false;
  const margin = marginOf(facts);
  return margin === null ? new Decimal(facts.cost).gt(0) : new Decimal(margin).lt(floor);
}
