import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict, Invalid } from "@/server/kernel/errors";
import type { Day } from "@/server/kernel/day";
import { decimal, type Minor, toMinor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { billDays, periodOf } from "../rules/bill-days";
import { type BilledSpan, planChangeParts } from "../rules/plan-change";
import { isEnded, isPending } from "../rules/service-machine";
import type { PlanChangePart, PlanChangePreview } from "../schema";
import { billedSpans, billPlanOf } from "./billed-spans";
import type { ServiceRow } from "./service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { billingPolicy } from "./billing-policy";
import { type Plan, planOf, priceFor } from "./write-plan";

/** What a term says: which plan, how many, at what own price. */
export type Term = { itemId: string; quantity: string; ownPrice: string | null };

/** A change of plan thought through: what the preview says and what the verb carries out. */
export type PlannedChange = {
  when: "now" | "periodEnd";
  onDay: Day;
  /** What stands until the change, without one of the same day that this replaces. */
  from: Term & { plan: Plan; wholeMinor: Minor };
  to: Term & { plan: Plan; wholeMinor: Minor };
  taxIncluded: boolean;
  parts: PlanChangePart[];
  /** A change of today that this takes the place of, and its charges, not billed yet. */
  replaces: { changeId: string; chargeIds: string[] } | null;
};

type Wish = {
  itemId: string;
  when: "default" | "now" | "periodEnd";
  ownPrice: string | null;
  quantity?: string | undefined;
};

/** Thinks a change through. Throws `Conflict` for an ended service, `Invalid` for a plan that is not sold or beats otherwise. */
export async function planChange(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  wish: Wish,
): Promise<PlannedChange> {
  if (isEnded(row.state)) throw new Conflict("service_ended");
  const { today } = await tenantFacts(ctx, tx);
  const policy = await billingPolicy(ctx, tx);
  const bill = billPlanOf(row, policy);
  const day = row.startedOn !== null && row.startedOn > today ? row.startedOn : today;
  const replaces = await changeOfDay(ctx, tx, row.id, day);
  const from = replaces?.from ?? (await termOn(ctx, tx, row.id, day));
  const to = {
    itemId: wish.itemId,
    quantity: wish.quantity ?? from.quantity,
    ownPrice: wish.ownPrice,
  };
  const price = { priceBookId: row.priceBookId, day };
  const [fromPlan, toPlan] = [
    await planOf(ctx, tx, from.itemId, { sold: false }),
    await planOf(ctx, tx, to.itemId, { sold: true }),
  ];
  requireSameRhythm(row, toPlan);
  const old = await priceFor(ctx, tx, { ...price, ...from });
  const now = await priceFor(ctx, tx, { ...price, ...to });
  const whole = (term: Term, amount: string) =>
    toMinor(decimal(amount).times(term.quantity), row.currency);
  const [fromMinor, toMinorUnits] = [whole(from, old.amount), whole(to, now.amount)];
  const when = whenOf(row, wish.when, toMinorUnits >= fromMinor);
  const billed: BilledSpan[] =
    when === "now" ? await billedSpans(ctx, tx, row, { day, plan: bill }) : [];
  return {
    ...{ when, onDay: when === "now" ? day : periodEndAfter(row, day, bill) },
    from: { ...from, plan: fromPlan, wholeMinor: fromMinor },
    to: { ...to, plan: toPlan, wholeMinor: toMinorUnits },
    taxIncluded: now.taxIncluded,
    parts: planChangeParts(billed, {
      ...{ day, basis: policy.prorationBasis },
      from: { itemName: fromPlan.name, wholeMinor: fromMinor },
      to: { itemName: toPlan.name, wholeMinor: toMinorUnits },
    }),
    replaces: replaces && { changeId: replaces.changeId, chargeIds: replaces.chargeIds },
  };
}

/** Another rhythm is another service: its periods would overlap those of this one. */
function requireSameRhythm(row: ServiceRow, plan: Plan): void {
  if (plan.intervalMonths !== row.intervalMonths || plan.billingMode !== row.billingMode)
    throw new Invalid("plan_other_rhythm", {}, { fields: { itemId: "plan_other_rhythm" } });
}

function whenOf(row: ServiceRow, asked: Wish["when"], dearer: boolean): "now" | "periodEnd" {
  if (isPending(row.state) || row.nextPeriodOn === null) return "now";
  return asked === "default" ? (dearer ? "now" : "periodEnd") : asked;
}

/** The first day after `day` on which a period begins. */
function periodEndAfter(row: ServiceRow, day: Day, plan: ReturnType<typeof billPlanOf>): Day {
  let at = row.nextPeriodOn ?? day;
  while (at <= day) {
    const period = periodOf(at, plan);
    if (!period) return at;
    at = period.end;
  }
  return billDays(at, plan).nextPeriodOn ?? at;
}

async function termOn(ctx: Ctx, tx: Tx, serviceId: string, day: Day): Promise<Term> {
  const { rows } = await tx.execute<Term>(sql`
    select item_id as "itemId", trim_scale(quantity)::text as quantity, trim_scale(own_price)::text as "ownPrice"
    from service_terms where tenant_id = ${ctx.tenantId} and service_id = ${serviceId}
    order by starts_on <= ${day}::date desc, case when starts_on <= ${day}::date then starts_on end desc, starts_on limit 1`);
  if (!rows[0]) throw new Error(`service ${serviceId} has no term`);
  return rows[0];
}

/** A change of the same day whose charges no invoice has taken up: it is replaced as if it had never been. */
async function changeOfDay(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  day: Day,
): Promise<{ changeId: string; chargeIds: string[]; from: Term } | null> {
  const { rows } = await tx.execute<{
    id: string;
    from: Term;
    charges: string[];
    taken: boolean;
  }>(sql`
    select x.id, x.detail -> 'from' as from, coalesce(array_agg(c.id) filter (where c.status = 'open'), '{}') as charges,
      coalesce(bool_or(c.status = 'done'), false) as taken
    from service_changes x left join charges c on c.tenant_id = x.tenant_id and c.service_id = x.service_id
      and c.kind = 'planChange' and c.explanation ->> 'changeId' = x.id::text
    where x.tenant_id = ${ctx.tenantId} and x.service_id = ${serviceId} and x.kind = 'plan' and x.status = 'done'
      and x.on_day = ${day}::date and x.detail ->> 'when' = 'now'
    group by x.id, x.detail order by x.id desc limit 1`);
  const last = rows[0];
  if (!last || last.taken) return null;
  return { changeId: last.id, chargeIds: last.charges, from: last.from };
}

/** The change as people are told it. */
export const toPreview = (row: ServiceRow, planned: PlannedChange): PlanChangePreview => ({
  ...{ when: planned.when, onDay: planned.onDay, currency: row.currency },
  ...{ fromItem: planned.from.plan.name, toItem: planned.to.plan.name },
  ...{ fromPriceMinor: planned.from.wholeMinor, toPriceMinor: planned.to.wholeMinor },
  ...{ taxIncluded: planned.taxIncluded, parts: planned.parts },
  totalMinor: planned.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
});
