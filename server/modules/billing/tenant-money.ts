import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Day, dayIn } from "@/server/kernel/day";
import { NotFound } from "@/server/kernel/errors";
import { rateOn } from "@/server/modules/catalog/rate-on";
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

/** A currency as it stands to the tenant's on a day; throws `Invalid` fx_rate_missing. */
export async function fxOn(ctx: Ctx, tx: Tx, currency: string, day: Day): Promise<Fx> {
  const { currency: baseCurrency } = await tenantMoney(ctx, tx);
  const { rate } = await rateOn(ctx, tx, currency, day);
  return { currency, baseCurrency, rate };
}
