import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { localClock } from "@/server/jobs/due-period";
import { addDays, type Day } from "@/server/kernel/day";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import type { Blackout, Moment } from "../rules/types";

/** What the tenant's clock and calendar say now. */
export type TenantMoment = Moment & { currency: string; timeZone: string };

/** Reads clock, holidays and days without cuts (yesterday's ones are over). */
export async function readMoment(
  ctx: Ctx,
  tx: Tx,
  { cutsFrozen }: { cutsFrozen: boolean },
): Promise<TenantMoment> {
  const { currency, timeZone } = await tenantFacts(ctx, tx);
  const { day: today, time } = localClock(ctx.now, timeZone);
  const holidays = await readHolidays(ctx, tx);
  const blackouts = await readBlackouts(ctx, tx, today);
  return { today, time, restOfDay: false, holidays, blackouts, cutsFrozen, currency, timeZone };
}

export async function readHolidays(ctx: Ctx, tx: Tx): Promise<Set<Day>> {
  const { data } = await readSettings(ctx, tx, "calendar");
  return new Set(data.holidays.map(({ date }) => date));
}

/** Those that reach the day or come after it. */
export async function readBlackouts(ctx: Ctx, tx: Tx, from: Day): Promise<Blackout[]> {
  const { rows } = await tx.execute<Blackout>(sql`
    select from_day::text as "fromDay", to_day::text as "toDay", kind, branch_id as "branchId" from dunning_blackouts
    where tenant_id = ${ctx.tenantId} and to_day >= ${addDays(from, -1)}::date`);
  return rows;
}
