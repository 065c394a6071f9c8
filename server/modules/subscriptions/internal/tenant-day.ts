import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Day, dayIn } from "@/server/kernel/day";
import { readSettings, type Settings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";

/** The tenant's calendar at the call's instant: its zone, its currency, and today there. */
export type TenantDay = { timeZone: string; currency: string; today: Day };

export async function tenantDay(ctx: Ctx, tx: Tx): Promise<TenantDay> {
  const { rows } = await tx.execute<{ timeZone: string; currency: string }>(
    sql`select time_zone as "timeZone", currency from tenants where id = ${ctx.tenantId}`,
  );
  const row = rows[0];
  if (!row) throw new Error("the tenant's row is gone");
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}

/** How the tenant bills: lead, first part, proration. */
export const billingPolicy = async (ctx: Ctx, tx: Tx): Promise<Settings<"billing">["data"]> =>
  (await readSettings(ctx, tx, "billing")).data;
