import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Day, addDays } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** How many days a rate may be old: a weekend and a bridge of holidays. */
export const RATE_MAX_AGE_DAYS = 7;

/** An exchange rate as it stands on a day. */
export type RateOn = {
  /** Of the tenant's currency for one of the asked, a decimal text. */
  rate: string;
  /** The day that it is of. */
  onDay: Day;
  /** `own`: it is the tenant's currency. */
  source: "manual" | "official" | "own";
};

/**
 * The exchange rate of a currency on a day: the latest on or before it, at most `RATE_MAX_AGE_DAYS` days old; 1 for the
 * tenant's own. Throws `Invalid` fx_rate_missing.
 */
export async function rateOn(ctx: Ctx, tx: Tx, currency: string, day: Day): Promise<RateOn> {
  const { rows } = await tx.execute<RateOn>(sql`
    select '1' as rate, ${day}::text as "onDay", 'own' as source
      from tenants where id = ${ctx.tenantId} and currency = ${currency}
    union all
    (select trim_scale(rate)::text, on_day::text, source from fx_rates
      where tenant_id = ${ctx.tenantId} and currency = ${currency}
        and on_day between ${addDays(day, -RATE_MAX_AGE_DAYS)} and ${day}
      order by on_day desc limit 1)
    limit 1`);
  if (!rows[0]) throw new Invalid("fx_rate_missing", { currency, day });
  return rows[0];
}
