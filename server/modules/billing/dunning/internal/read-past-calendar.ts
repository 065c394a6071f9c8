import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { PastCalendar } from "../rules/past";
import { dayStart, type PastWindow, tickSql } from "./read-past";
import { readHolidays } from "./read-moment";

type Row = PastCalendar["blackouts"][number];
type Frozen = PastCalendar["frozen"][number];

/** Days without cuts and the company's own panic switches as they were; days that were taken back since are not known. */
export async function readPastCalendar(
  ctx: Ctx,
  tx: Tx,
  { from, timeZone }: PastWindow,
): Promise<PastCalendar> {
  const { rows: blackouts } = await tx.execute<Row>(sql`
    select from_day::text as "fromDay", to_day::text as "toDay", kind, branch_id as "branchId",
      ${tickSql(sql`created_at`, timeZone)} as since
    from dunning_blackouts where tenant_id = ${ctx.tenantId} and to_day >= ${from}::date`);
  const { rows: frozen } = await tx.execute<Frozen>(sql`
    select ${tickSql(sql`started_at`, timeZone)} as "from",
      coalesce(${tickSql(sql`ended_at`, timeZone)}, '9999-12-31 00:00') as until,
      case action_class when 'cut' then 'cuts' else 'all' end as what
    from panic_switches where tenant_id = ${ctx.tenantId} and scope in ('*', 'dunning')
      and action_class in ('*', 'dunning', 'cut') and (ended_at is null or ended_at >= ${dayStart(from, timeZone)})`);
  return { holidays: await readHolidays(ctx, tx), blackouts, frozen };
}
