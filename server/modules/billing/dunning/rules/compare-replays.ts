import { addDays, type Day } from "@/server/kernel/day";
import { isInforming } from "./invoice-steps";
import type { ReplayedStep } from "./past";
import type { StepKind } from "./types";
import { STEP_KINDS } from "./words";

/** A step that one ladder or both take, for one invoice and service. */
export type ComparedStep = {
  invoiceId: string;
  serviceId: string | null;
  kind: StepKind;
  offsetDays: number;
  currentOn: Day | null;
  draftOn: Day | null;
};

/** Steps of two replays of the same customer side by side: cuts by what they cut, words by their place in the ladder. */
export function compareReplays(
  current: readonly ReplayedStep[],
  draft: readonly ReplayedStep[],
): ComparedStep[] {
  const found = new Map<string, ComparedStep>();
  const put = (steps: readonly ReplayedStep[], side: "currentOn" | "draftOn") => {
    const times = new Map<string, number>();
    for (const { invoiceId, serviceId, step, onDay } of steps) {
      const place = serviceId === null ? `${step.offsetDays}` : serviceId;
      const key = `${invoiceId} ${step.kind} ${place}`;
      // A cut that a promise or money that bounced took back comes again.
      const time = (times.get(key) ?? 0) + 1;
      times.set(key, time);
      const known = found.get(`${key} ${time}`);
      const row = known ?? {
        ...{ invoiceId, serviceId, kind: step.kind, offsetDays: step.offsetDays },
        ...{ currentOn: null, draftOn: null },
      };
      found.set(`${key} ${time}`, { ...row, [side]: onDay });
    }
  };
  put(current, "currentOn");
  put(draft, "draftOn");
  return [...found.values()];
}

type Both = { current: number; draft: number };
const none = (): Both => ({ current: 0, draft: 0 });

/** Sums of many customers' replays: by kind and by day. */
export function replaySums(from: Day, until: Day) {
  const totals = new Map<StepKind, Both>(STEP_KINDS.map((kind) => [kind, none()]));
  const days = new Map<Day, { told: Both; cut: Both }>();
  for (let day = from; day <= until; day = addDays(day, 1))
    days.set(day, { told: none(), cut: none() });
  const cutThoughPaying = none();
  const add = (side: keyof Both, kind: StepKind, onDay: Day | null) => {
    const [total, day] = [totals.get(kind), onDay === null ? undefined : days.get(onDay)];
    if (!total || !day) return;
    total[side] += 1;
    if (isInforming({ kind })) day.told[side] += 1;
    if (kind === "cut") day.cut[side] += 1;
  };
  return {
    add(row: ComparedStep, paidOn: Day | null, paidWithinDays: number): void {
      for (const [side, onDay] of [
        ["current", row.currentOn],
        ["draft", row.draftOn],
      ] as const) {
        add(side, row.kind, onDay);
        if (row.kind === "cut" && paidSoon(onDay, paidOn, paidWithinDays))
          cutThoughPaying[side] += 1;
      }
    },
    read: () => ({
      totals: [...totals].map(([kind, sums]) => ({ kind, ...sums })),
      days: [...days].map(([day, sums]) => ({ day, ...sums })),
      cutThoughPaying,
    }),
  };
}

/** Was it paid on the day of a step or within so many days after it? */
export const paidSoon = (onDay: Day | null, paidOn: Day | null, days: number): boolean =>
  onDay !== null && paidOn !== null && onDay <= paidOn && paidOn <= addDays(onDay, days);

/** What differs comes first, what cuts before what speaks: the smaller, the earlier. */
export const rankOf = ({ kind, currentOn, draftOn }: ComparedStep): number =>
  (currentOn === draftOn ? 2 : 0) + (kind === "cut" || kind === "terminate" ? 0 : 1);
