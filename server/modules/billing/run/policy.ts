import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { toMinor } from "@/server/kernel/money";
import { RATE_MAX_AGE_DAYS } from "@/server/modules/catalog/rate-on";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { BillingSettings } from "../settings/schema";

/** What a run goes by, frozen when it is planned: a resumed run ends as it began. */
export type RunPolicy = Pick<
  BillingSettings,
  "dueDays" | "prepaidLeadDays" | "prorationBasis" | "firstPartial" | "suspended" | "minimumInvoice"
> & {
  /** The tenant's. */
  currency: string;
  timeZone: string;
  /** The rate of each foreign currency on the run's day, decimal text. */
  fx: Record<string, string>;
};

/** The policy of a run whose documents bear that day. */
export async function readPolicy(ctx: Ctx, tx: Tx, issuedOn: Day): Promise<RunPolicy> {
  const { data } = await readSettings(ctx, tx, "billing");
  const { currency, timeZone } = await tenantFacts(ctx, tx);
  const { rows: rates } = await tx.execute<{ currency: string; rate: string }>(sql`
    select distinct on (currency) currency, trim_scale(rate)::text as rate from fx_rates
    where tenant_id = ${ctx.tenantId} and on_day <= ${issuedOn}::date and on_day >= ${issuedOn}::date - ${RATE_MAX_AGE_DAYS}::int
    order by currency, on_day desc`);
  const { dueDays, prepaidLeadDays, prorationBasis, firstPartial, suspended, minimumInvoice } =
    data;
  return {
    ...{ dueDays, prepaidLeadDays, prorationBasis, firstPartial, suspended, minimumInvoice },
    ...{ currency, timeZone },
    fx: Object.fromEntries(rates.map(({ currency, rate }) => [currency, rate])),
  };
}

/** The smallest document in a currency: the tenant's minimum, or nothing held back in other currencies. */
export const minimumMinor =
  ({ currency, minimumInvoice }: RunPolicy) =>
  (of: string): number =>
    of === currency ? toMinor(minimumInvoice, of) : 0;
