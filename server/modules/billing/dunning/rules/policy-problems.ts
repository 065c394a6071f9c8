import type { LadderStep } from "./types";

type Policy = {
  steps: readonly LadderStep[];
  cutFrom: string;
  cutUntil: string;
  noCutWeekdays: readonly number[];
};
type Problem = { field: "steps" | "cutUntil" | "noCutWeekdays"; message: string };

const FORCE = new Set(["softStep", "cut", "terminate"]);

/** What does not go together in a ladder, as keys of `errors` beside its fields. */
export function whatIsWrong({ steps, cutFrom, cutUntil, noCutWeekdays }: Policy): Problem[] {
  const problems: Problem[] = [];
  const steps_ = (message: string) => problems.push({ field: "steps", message });
  const places = steps.map(({ kind, offsetDays }) => `${kind}:${offsetDays}`);
  const keys = steps.map(({ key }) => key);
  if (new Set(places).size < steps.length || new Set(keys).size < steps.length)
    steps_("dunning_steps_twice");
  if (steps.some(({ kind, offsetDays }) => FORCE.has(kind) && offsetDays < 1))
    steps_("dunning_cut_before_due");
  const first = (kind: string) =>
    Math.min(...steps.filter((step) => step.kind === kind).map(({ offsetDays }) => offsetDays));
  if (Number.isFinite(first("terminate")) && !(first("terminate") > first("cut")))
    steps_("dunning_end_before_cut");
  if (cutUntil <= cutFrom) problems.push({ field: "cutUntil", message: "dunning_hours_empty" });
  if (new Set(noCutWeekdays).size >= 7)
    problems.push({ field: "noCutWeekdays", message: "dunning_no_day_left" });
  return problems;
}
