import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Day, dayIn } from "@/server/kernel/day";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { decimal } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import type { Fx } from "./rules/documents/base-amount";

/** The tenant's currency, zone and today on its calendar. */
export async function tenantMoney(
  ctx: Ctx,
  tx: Tx,
): Promise<{ currency: string; timeZone: string; today: Day }> {
  const { rows } = await tx.execute<{ currency: string; timeZone: string }>(
    sql`select currency, time_zone as "timeZone" from tenants where id = ${ctx.tenantId}`,
  );
  const [row] = rows;
  if (!row) throw new NotFound("tenant");
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}

/**
 * The rate of a currency on a day: its last one on or before it; the tenant's own currency is 1. Throws `Invalid` beside
 * `currency` where there is none.
 */
export async function rateOn(ctx: Ctx, tx: Tx, currency: string, onDay: Day): Promise<Fx> {
  const { currency: baseCurrency } = await tenantMoney(ctx, tx);
  if (currency === baseCurrency) return { currency, baseCurrency, rate: "1" };
  const { rows } = await tx.execute<{ rate: string }>(sql`
    select rate::text from fx_rates where tenant_id = ${ctx.tenantId} and currency = ${currency} and on_day <= ${onDay}
    order by on_day desc limit 1`);
  const rate = rows[0]?.rate;
  if (!rate || decimal(rate).lessThanOrEqualTo(0))
    throw new Invalid("fx_rate_missing", { currency }, { fields: { currency: "fx_rate_missing" } });
  return { currency, baseCurrency, rate };
}
