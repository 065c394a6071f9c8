import { REASONS, type ReasonDto, type ServiceBrief } from "./overview-schema";

/** What is known of a customer when the question is asked. Days are the tenant's. */
export type Known = {
  services: readonly Pick<ServiceBrief, "state" | "holds" | "desired" | "observed">[];
  overdueCount: number;
  oldestDueOn: string | null;
  disputedCount: number;
  promise: { status: "open" | "broken"; dueOn: string } | null;
  openTasks: number;
  exempt: boolean;
  /** No e-mail, phone nor other way. */
  unreachable: boolean;
  /** Commands to the network that keep failing. */
  failing: number;
};

const TONES: Readonly<Record<ReasonDto["key"], ReasonDto["tone"]>> = {
  suspended: "bad",
  overdue: "bad",
  promiseBroken: "bad",
  enforcementFailing: "bad",
  pastDue: "warn",
  held: "warn",
  promiseOpen: "info",
  collecting: "warn",
  disputed: "warn",
  exempt: "info",
  unreachable: "warn",
};

/** Why this customer is red, by visible rules: each reason with how many and since when, the worst first. Pure. */
export function reasonsOf(known: Known): ReasonDto[] {
  const { services, promise } = known;
  const count = (test: (service: Known["services"][number]) => boolean) =>
    services.filter(test).length;
  const found: Record<ReasonDto["key"], number> = {
    suspended: count(({ state }) => state === "suspended" || state === "suspendRequested"),
    overdue: known.overdueCount,
    promiseBroken: promise?.status === "broken" ? 1 : 0,
    enforcementFailing: known.failing,
    pastDue: count(({ state }) => state === "pastDue" || state === "grace"),
    held: count(({ state, holds }) => state === "active" && holds.length > 0),
    promiseOpen: promise?.status === "open" ? 1 : 0,
    collecting: known.openTasks,
    disputed: known.disputedCount,
    exempt: known.exempt ? 1 : 0,
    unreachable: known.unreachable ? 1 : 0,
  };
  const days: Partial<Record<ReasonDto["key"], string | null>> = {
    overdue: known.oldestDueOn,
    promiseBroken: promise?.dueOn ?? null,
    promiseOpen: promise?.dueOn ?? null,
  };
  return REASONS.filter((key) => found[key] > 0).map((key) => ({
    key,
    tone: TONES[key],
    count: found[key],
    day: days[key] ?? null,
  }));
}
