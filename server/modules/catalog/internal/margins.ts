import { sql } from "drizzle-orm";
import { Decimal } from "decimal.js";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { rateOn } from "../rate-on";
import type { MarginFacts } from "../rules/margin";

/** What judging an item's price needs besides the price itself. */
export type ItemCost = {
  taxRate: string | null;
  cost: string | null;
  costCurrency: string | null;
  marginFloor: string | null;
};

/** Rates of the currencies on a day, of the tenant's; a currency without one is absent: nothing can be said of it. */
export async function ratesOn(
  ctx: Ctx,
  tx: Tx,
  currencies: readonly (string | null)[],
  day: Day,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const currency of new Set(currencies)) {
    if (currency === null) continue;
    const rate = await rateOn(ctx, tx, currency, day).catch((error: unknown) => {
      if (error instanceof Invalid) return null;
      throw error;
    });
    if (rate) found.set(currency, rate.rate);
  }
  return found;
}

/** Price and cost in one currency; the cost is null where a rate is not known. */
export function marginFacts(
  price: { amount: string; currency: string; taxIncluded: boolean },
  { taxRate, cost, costCurrency }: ItemCost,
  rates: ReadonlyMap<string, string>,
): MarginFacts {
  const same = costCurrency === price.currency;
  const of = same ? "1" : rates.get(price.currency);
  const costRate = same ? "1" : rates.get(costCurrency ?? "");
  const known = cost !== null && of !== undefined && costRate !== undefined;
  return {
    price: known ? new Decimal(price.amount).times(of).toFixed() : price.amount,
    taxIncluded: price.taxIncluded,
    taxRate: taxRate ?? "0",
    cost: known ? new Decimal(cost).times(costRate).toFixed() : null,
  };
}

/** Of an item in a `from` where it is `i`: its tax on the day, its cost and its floor. */
export const itemCostSql = (day: Day) => sql`
  (select r.rate::text from tax_rates r where r.tenant_id = i.tenant_id and r.tax_class_id = i.tax_class_id
    and r.valid_from <= ${day} order by r.valid_from desc limit 1) as "taxRate",
  i.cost::text as cost, i.cost_currency as "costCurrency", i.margin_floor::text as "marginFloor"`;
