import type { LedgerAccount } from "./accounts";
import type { Minor } from "@/server/kernel/money";
import { baseOfStep, type Fx, toBase } from "./base-amount";

/** One leg of an entry: debit above zero, credit below; minor units. */
export type Leg = {
  account: LedgerAccount;
  /** Null: nobody's. */
  customerId: string | null;
  currency: string;
  amountMinor: Minor;
  /** In the tenant's currency. */
  baseMinor: Minor;
  businessUnitId?: string | null;
  branchId?: string | null;
};

/** What a line or a sum of lines adds to an account's leg. */
export type Share = {
  account: LedgerAccount;
  amountMinor: Minor;
  businessUnitId?: string | null;
  branchId?: string | null;
};

/**
 * Legs of a document: the counter account (receivable, customer credit, cash…) carries the whole at its own rate, the
 * shares of one account, unit and branch become one leg each, and the largest of them takes what rounding leaves.
 */
export function documentLegs(
  customerId: string,
  fx: Fx,
  counter: Share,
  shares: readonly Share[],
): Leg[] {
  const { currency } = fx;
  const joined = new Map<string, Share>();
  for (const share of shares) {
    const key = `${share.account}:${share.businessUnitId ?? ""}:${share.branchId ?? ""}`;
    const before = joined.get(key)?.amountMinor ?? 0;
    joined.set(key, { ...share, amountMinor: before + share.amountMinor });
  }
  const legs = [counter, ...joined.values()].map((share) => ({
    ...{ ...share, customerId, currency },
    baseMinor: toBase(share.amountMinor, fx),
  }));
  const rest = legs.reduce((sum, leg) => sum + leg.baseMinor, 0);
  const largest = legs
    .slice(1)
    .toSorted((a, b) => Math.abs(b.amountMinor) - Math.abs(a.amountMinor))[0];
  if (largest) largest.baseMinor -= rest;
  return withoutEmpty(legs);
}

/** One side of a settlement: how much of its sum there is before and after. */
export type Side = {
  account: LedgerAccount;
  fx: Fx;
  beforeMinor: Minor;
  afterMinor: Minor;
  businessUnitId?: string | null;
  branchId?: string | null;
};

/**
 * Legs where money that we owe (credit, deposit) meets what is owed to us or leaves as cash: each side at its own rate,
 * and what lies between them is the exchange difference. The sums go down to settle, and up to take a settlement back.
 */
export function settlementLegs(customerId: string, money: Side, claim: Side): Leg[] {
  const { currency } = claim.fx;
  const place = (side: Side) => ({ businessUnitId: side.businessUnitId, branchId: side.branchId });
  const amountMinor = claim.beforeMinor - claim.afterMinor;
  const debit = baseOfStep(money.beforeMinor, money.afterMinor, money.fx);
  const credit = baseOfStep(claim.beforeMinor, claim.afterMinor, claim.fx);
  const legs: Leg[] = [
    {
      account: money.account,
      customerId,
      currency,
      amountMinor,
      baseMinor: debit,
      ...place(money),
    },
    {
      ...{ account: claim.account, customerId, currency, ...place(claim) },
      ...{ amountMinor: 0 - amountMinor, baseMinor: 0 - credit },
    },
    {
      ...{ account: "fxDifference" as const, customerId, currency, ...place(claim) },
      ...{ amountMinor: 0, baseMinor: credit - debit },
    },
  ];
  return withoutEmpty(legs);
}

const withoutEmpty = (legs: Leg[]): Leg[] =>
  legs.filter((leg) => leg.amountMinor !== 0 || leg.baseMinor !== 0);
