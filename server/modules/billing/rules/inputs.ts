import type { Day } from "@/server/kernel/day";
import type { Minor } from "@/server/kernel/money";
import type { LineAmounts } from "./line-amounts";
import type { Cycle } from "./periods";
import type { ProrationBasis } from "./proration";

/** What a service is from a day on, until the next term's day. */
export type Term = {
  startsOn: Day;
  itemId: string;
  itemName: string;
  quantity: string;
  ownPrice: string | null;
  taxClassId: string;
};

/** Days on which a service was held; `to` null: still is. */
export type Held = { reason: string; from: Day; to: Day | null };

/** All that billing knows of a service. */
export type ServiceInput = Cycle & {
  id: string;
  number: number;
  label: string;
  currency: string;
  priceBookId: string | null;
  businessUnitId: string | null;
  branchId: string | null;
  nextPeriodOn: Day | null;
  /** Oldest first. */
  terms: readonly Term[];
  held: readonly Held[];
};

/** A charge or discount that is open. Amounts signed: credits and discounts below zero. */
export type ChargeInput = {
  id: string;
  serviceId: string | null;
  kind: string;
  description: string;
  basis: "fixed" | "percent";
  amount: string;
  quantity: string;
  currency: string;
  taxClassId: string;
  taxIncluded: boolean;
  businessUnitId: string | null;
  recurring: boolean;
  startsOn: Day;
  endsOn: Day | null;
  cyclesLeft: number | null;
  /** What of a one-off credit is left; null: all. */
  remainingMinor: Minor | null;
  /** First days of the periods, or days of the bills, that took it up already. */
  usedOn: readonly Day[];
  /** How it came to be. */
  explanation: Record<string, unknown>;
};

export type SuspendedPolicy = "all" | "activeDays" | "skipFullySuspended";
export type LinePolicy = { basis: ProrationBasis; suspended: SuspendedPolicy };

type Book = Pick<ServiceInput, "priceBookId" | "currency">;

/** What a price and a tax are; each throws `BillingGap` where there is none. */
export type Lookups = {
  priceOn(
    book: Book,
    itemId: string,
    day: Day,
  ): { amount: string; from: Day; taxIncluded: boolean };
  /** Whether the service's book holds the tax in its prices: so does the service's own price. */
  isTaxIncluded(book: Book): boolean;
  taxOf(taxClassId: string): { code: string; rate: string; from: Day };
};

/** What keeps a customer from being billed; the others go on. `key` is one of `errors` in messages. */
export class BillingGap extends Error {
  constructor(
    readonly key: string,
    readonly detail: Record<string, string> = {},
  ) {
    super(key);
  }
}

/** A line as it will stand on the document. */
export type PlannedLine = LineAmounts & {
  kind: string;
  serviceId: string | null;
  itemId: string | null;
  chargeId: string | null;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  taxCode: string;
  /** Was the tax inside the amount that it was made of? */
  taxIncluded: boolean;
  periodStart: Day | null;
  periodEnd: Day | null;
  businessUnitId: string | null;
  branchId: string | null;
  explanation: Record<string, unknown>;
};
