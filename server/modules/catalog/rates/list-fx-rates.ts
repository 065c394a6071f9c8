import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { composition } from "@/server/composition";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { RATE_MAX_AGE_DAYS } from "../rate-on";
import { type FxRateDto, type FxRatesDto, listFxRatesInput, type ListFxRatesInput } from "./schema";
import { usedCurrencies } from "./used-currencies";

/** Exchange rates by day, the newest first, and the currencies in use that have none good today. */
export function listFxRates(ctx: Ctx, given: ListFxRatesInput): Promise<FxRatesDto> {
  authorize(ctx, "catalog.read");
  const { currency = null, before = null, limit } = listFxRatesInput.parse(given);
  const { tenantId } = ctx;
  return inTenant(ctx, async (tx) => {
    const own = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<FxRateDto>(sql`
      select id, currency, on_day::text as "onDay", trim_scale(rate)::text as rate, source from fx_rates
      where tenant_id = ${tenantId} and (${currency}::text is null or currency = ${currency})
        and (${before}::date is null or on_day < ${before}::date)
      order by on_day desc, currency limit ${limit}`);
    const used = await usedCurrencies(ctx, tx, own.currency);
    const { rows: good } = await tx.execute<{ currency: string }>(sql`
      select distinct currency from fx_rates where tenant_id = ${tenantId}
        and on_day between ${addDays(own.today, -RATE_MAX_AGE_DAYS)} and ${own.today}`);
    const known = new Set(good.map((row) => row.currency));
    const bank = composition().officialRates.find(({ of }) => of === own.currency);
    const { official } = (await readSettings(ctx, tx, "rates")).data;
    return {
      currency: own.currency,
      today: own.today,
      items: rows,
      missing: used.filter((one) => !known.has(one)),
      official: bank ? { source: bank.source, on: official } : null,
    };
  });
}
