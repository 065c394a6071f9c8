import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { RATE_MAX_AGE_DAYS } from "../rate-on";
import { type FxRateDto, type FxRatesDto, listFxRatesInput, type ListFxRatesInput } from "./schema";

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
    const { rows: missing } = await tx.execute<{ currency: string }>(sql`
      select currency from (
        select currency from price_books where tenant_id = ${tenantId} and archived_at is null
        union select distinct currency from services
          where tenant_id = ${tenantId} and state not in ('terminated', 'cancelled')) used
      where currency <> ${own.currency} and not exists (select 1 from fx_rates r where r.tenant_id = ${tenantId}
        and r.currency = used.currency and r.on_day between ${addDays(own.today, -RATE_MAX_AGE_DAYS)} and ${own.today})
      order by 1`);
    return {
      currency: own.currency,
      today: own.today,
      items: rows,
      missing: missing.map((row) => row.currency),
    };
  });
}
