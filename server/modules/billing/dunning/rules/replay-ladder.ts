import { addDays, type Day } from "@/server/kernel/day";
import { applyChanges, type PastState, seen } from "./apply-changes";
import { remindFrom } from "./invoice-steps";
import { afterSteps, planLadder } from "./ladder";
import {
  dayOfTick,
  type PastCalendar,
  type PastCase,
  type ReplayedStep,
  type Tick,
  tickOf,
  timeOfTick,
} from "./past";
import type { Decision, Policies } from "./types";

/** More looks at one customer than this are a fault of the replay, not of a month. */
const MAX_LOOKS = 2_000;

/**
 * What a ladder would have done to a customer from a day to another, both inclusive: the job's own rule (`planLadder`) at
 * each look at which something could come of it, over what really happened. Payments stay as they were: nobody is taken
 * to have paid because of a step.
 */
export function replayLadder(
  past: PastCase,
  policies: Policies,
  calendar: PastCalendar,
  { from, until }: { from: Day; until: Day },
): ReplayedStep[] {
  const end = tickOf(until, "23:59");
  const looks = new Set<Tick>([tickOf(from, "00:00"), ...past.changes.map(({ at }) => at)]);
  for (const { until: thawed } of calendar.frozen) looks.add(thawed);
  const steps: ReplayedStep[] = [];
  let state: PastState = seen(past.debt, past.invoices);
  let told = 0;
  for (let count = 0; count < MAX_LOOKS; count++) {
    const tick = earliest(looks);
    if (tick === undefined || tick > end) return steps;
    looks.delete(tick);
    const first = told;
    while (told < past.changes.length && (past.changes[told]?.at ?? end) <= tick) told += 1;
    state = applyChanges(state, past.changes.slice(first, told), policies, dayOfTick(tick));
    const looked = look(state, policies, calendar, tick);
    state = looked.state;
    steps.push(...looked.steps);
    for (const next of looked.next) if (next > tick) looks.add(next);
  }
  throw new Error(`the replay of customer ${past.debt.customerId} does not end`);
}

function earliest(looks: ReadonlySet<Tick>): Tick | undefined {
  let found: Tick | undefined;
  for (const tick of looks) if (found === undefined || tick < found) found = tick;
  return found;
}

type Looked = { state: PastState; steps: ReplayedStep[]; next: Tick[] };

function look(state: PastState, policies: Policies, calendar: PastCalendar, tick: Tick): Looked {
  const { debt } = state;
  const [today, time] = [dayOfTick(tick), timeOfTick(tick)];
  const held = calendar.frozen.filter(({ from, until }) => from <= tick && tick < until);
  if (debt.invoices.length === 0 || held.some(({ what }) => what === "all"))
    return { state, steps: [], next: [] };
  const decisions = planLadder(debt, policies, {
    ...{ today, time, restOfDay: false, holidays: calendar.holidays },
    blackouts: calendar.blackouts.filter(({ since }) => since <= tick),
    cutsFrozen: held.length > 0,
  });
  return {
    state: { ...state, debt: afterSteps(debt, decisions, today) },
    steps: decisions.flatMap(({ action, invoiceId, serviceId, policyId, step }) =>
      action === "do" ? [{ invoiceId, serviceId, policyId, step, onDay: today }] : [],
    ),
    // The day after it was due an invoice begins to bear its services.
    next: [
      ...decisions.flatMap((decision) => nextLook(decision, policies)),
      ...debt.invoices.map(({ dueOn }) => tickOf(addDays(dueOn, 1), "00:00")),
    ],
  };
}

/** When a step that waits comes up again: on its day, once its hour has come. */
function nextLook({ next, serviceId, policyId }: Decision, { byId, fallback }: Policies): Tick[] {
  if (next === null) return [];
  const policy = byId.get(policyId) ?? fallback;
  const from = serviceId === null ? remindFrom(policy) : policy.cutFrom;
  return [tickOf(next, quarterFrom(from))];
}

/** The ladder looks each quarter of an hour. Of the few hours that ladders name each is reckoned once. */
function quarterFrom(time: string): string {
  const known = quarters.get(time);
  if (known !== undefined) return known;
  if (quarters.size > 1_440) quarters.clear();
  const quarter = roundUp(time);
  quarters.set(time, quarter);
  return quarter;
}

const quarters = new Map<string, string>();

function roundUp(time: string): string {
  const minutes = Math.ceil((Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) / 15) * 15;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
