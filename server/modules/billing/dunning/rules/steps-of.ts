import type { LadderStep } from "./types";

type Steps = readonly LadderStep[];

/** A ladder's steps of some kinds, the earliest first; sorted once for each ladder, since a replay asks thousands of times. */
export function stepsOf(wanted: (step: LadderStep) => boolean): (steps: Steps) => Steps {
  const known = new WeakMap<Steps, Steps>();
  return (steps) => {
    const found = known.get(steps);
    if (found) return found;
    const sorted = steps.filter(wanted).toSorted((a, b) => a.offsetDays - b.offsetDays);
    known.set(steps, sorted);
    return sorted;
  };
}
