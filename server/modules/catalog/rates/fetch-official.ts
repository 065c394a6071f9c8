import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { defineJob } from "@/server/jobs/define-job";
import { addDays } from "@/server/kernel/day";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { RATE_MAX_AGE_DAYS } from "../rate-on";
import type { OfficialRate } from "./port";
import { usedCurrencies } from "./used-currencies";

/**
 * Takes over what the tenant's central bank says other currencies are worth, where the tenant wants it: of the currencies
 * in use, for as many days back as a rate is good. What somebody set by hand stays; the bank's own corrections are taken.
 */
export const fetchOfficialRates = defineJob({
  name: "rates.fetchOfficial",
  schema: z.looseObject({}),
  timeoutMs: 120_000,
  handle: async (ctx) => {
    const wanted = await inTenant(ctx, (tx) => read(ctx, tx));
    if (!wanted) return;
    const { bank, today, currencies } = wanted;
    for (const currency of currencies) {
      const asked = { currency, from: addDays(today, -RATE_MAX_AGE_DAYS), to: today };
      const rates = await bank.ratesOf(ctx, asked);
      const known = rates.filter(({ onDay }) => onDay >= asked.from && onDay <= asked.to);
      await inTenant(ctx, (tx) => keep(ctx, tx, currency, known));
    }
  },
});

async function read(ctx: Ctx, tx: Tx) {
  const { official } = (await readSettings(ctx, tx, "rates")).data;
  if (!official) return undefined;
  const { currency: own, today } = await tenantFacts(ctx, tx);
  const bank = composition().officialRates.find(({ of }) => of === own);
  if (!bank) return undefined;
  return { bank, today, currencies: await usedCurrencies(ctx, tx, own) };
}

type Kept = { id: string; onDay: string; rate: string; previous: string | null };

async function keep(ctx: Ctx, tx: Tx, currency: string, rates: readonly OfficialRate[]) {
  if (rates.length === 0) return;
  const { rows } = await tx.execute<Kept>(sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as g ("onDay" date, rate numeric(18, 8))),
    was as (select r.on_day, r.rate from fx_rates r join given g on g."onDay" = r.on_day
      where r.tenant_id = ${ctx.tenantId} and r.currency = ${currency}),
    kept as (
      insert into fx_rates (tenant_id, currency, on_day, rate, source, created_at)
      select ${ctx.tenantId}::uuid, ${currency}, "onDay", rate, 'official', ${ctx.now.toISOString()}::timestamptz from given
      on conflict (tenant_id, currency, on_day) do update set rate = excluded.rate, created_at = excluded.created_at
        where fx_rates.source = 'official' and fx_rates.rate <> excluded.rate
      returning id, on_day, rate)
    select k.id, k.on_day::text as "onDay", trim_scale(k.rate)::text as rate, trim_scale(w.rate)::text as previous
    from kept k left join was w on w.on_day = k.on_day order by k.on_day`);
  for (const { id, ...payload } of rows)
    record(ctx, "fxRate.set", {
      entity: { type: "fxRate", id },
      payload: { currency, ...payload, source: "official" },
    });
}
