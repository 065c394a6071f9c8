import type { Day } from "@/server/kernel/day";
import {
  type Cycle,
  nextDue,
  type Period,
  periodFrom,
  type PeriodPolicy,
} from "@/server/modules/billing/rules/periods";

/** What decides when a service is billed; the days themselves are `billing/rules/periods.ts`'s to say. */
export type BillPlan = Omit<Cycle, "startedOn"> & {
  /** Days before a prepaid period begins that it is billed. */
  readonly leadDays: number;
  /** First day that is billed; only needed where the first part is merged. */
  readonly startedOn?: Day | null;
  readonly firstPartial?: PeriodPolicy["firstPartial"];
};

const cycleOf = ({ startedOn, ...plan }: BillPlan): Cycle => ({
  ...plan,
  startedOn: startedOn ?? "",
});
const policyOf = (plan: BillPlan): PeriodPolicy => ({
  prepaidLeadDays: plan.leadDays,
  firstPartial: plan.firstPartial ?? "alone",
});

/**
 * The first period that is neither billed nor skipped, and the day on which it falls due to be billed: prepaid its
 * start less the lead, postpaid its end. Nulls when nothing more will be billed.
 */
export function billDays(
  nextPeriodOn: Day | null,
  plan: BillPlan,
): { nextPeriodOn: Day | null; nextBillOn: Day | null } {
  if (nextPeriodOn === null) return { nextPeriodOn: null, nextBillOn: null };
  return nextDue(cycleOf(plan), nextPeriodOn, policyOf(plan));
}

/** The period that begins on the day, the whole one it is a part of, and when it is billed; null: the service has ended. */
export const periodOf = (start: Day, plan: BillPlan): Period | null =>
  periodFrom(cycleOf(plan), start, policyOf(plan));

/** The period before the one that begins on `end`: what was billed last. Null before the first day. */
export function periodBefore(end: Day, startedOn: Day, plan: BillPlan): Period | null {
  if (end <= startedOn) return null;
  const free = { ...plan, endsOn: null };
  let at = periodOf(startedOn, free);
  while (at && at.end < end) at = periodOf(at.end, free);
  return at;
}
