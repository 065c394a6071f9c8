import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { type BillPlan, periodBefore } from "../rules/bill-days";
import type { BilledSpan } from "../rules/plan-change";
import type { ServiceRow } from "./service-row";

/** The rhythm of a service, for the rules of days. */
export const billPlanOf = (
  row: Pick<ServiceRow, "billingMode" | "intervalMonths" | "anchorDay" | "endsOn" | "startedOn">,
  policy: { prepaidLeadDays: number; firstPartial: "alone" | "merged" },
): BillPlan => ({
  ...{ billingMode: row.billingMode, intervalMonths: row.intervalMonths },
  ...{ anchorDay: row.anchorDay, endsOn: row.endsOn, startedOn: row.startedOn },
  ...{ leadDays: policy.prepaidLeadDays, firstPartial: policy.firstPartial },
});

/**
 * Billed periods that reach beyond the day, oldest first; `before`: only those claimed before that instant. A service
 * that came from elsewhere was billed there up to its next period.
 */
export async function billedSpans(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  { day, before, plan }: { day: Day; before?: Date; plan: BillPlan },
): Promise<BilledSpan[]> {
  if (row.startedOn === null) return [];
  const { rows } = await tx.execute<{ start: string; end: string; outcome: string }>(sql`
    select period_start::text as start, period_end::text as end, outcome from billed_periods
    where tenant_id = ${ctx.tenantId} and service_id = ${row.id} and outcome <> 'voided' and period_end > ${day}::date
      ${before ? sql`and created_at < ${before.toISOString()}::timestamptz` : sql``}
    order by period_start`);
  const whole = (end: Day) => periodBefore(end, row.startedOn ?? end, { ...plan, endsOn: null });
  if (rows.length > 0)
    return rows
      .filter(({ outcome }) => outcome === "billed")
      .map(({ start, end }) => {
        const period = whole(end);
        return {
          ...{ start, end },
          wholeStart: period?.wholeStart ?? start,
          wholeEnd: period?.wholeEnd ?? end,
        };
      });
  if (before || row.nextPeriodOn === null || row.nextPeriodOn <= day) return [];
  const last = whole(row.nextPeriodOn);
  return last ? [last] : [];
}
