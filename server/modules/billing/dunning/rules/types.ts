import type { Day } from "@/server/kernel/day";
import type { DECISION_REASONS, STEP_KINDS } from "./words";

/** What a step of a ladder does. `overdue` informs as a reminder does. */
export type StepKind = (typeof STEP_KINDS)[number];

export type LadderStep = {
  /** Stable within the policy. */
  key: string;
  kind: StepKind;
  /** Days from the due date; below zero: before it. */
  offsetDays: number;
};

/** The part of `dunning_policies` that decides. */
export type LadderPolicy = {
  id: string;
  steps: readonly LadderStep[];
  /** `HH:MM` of the tenant's clock, both inclusive. */
  cutFrom: string;
  cutUntil: string;
  /** 0 Sunday … 6 Saturday. */
  noCutWeekdays: readonly number[];
  skipHolidays: boolean;
  skipEveOfHolidays: boolean;
  /** In the tenant's currency. */
  floorMinor: number;
  oneOffCuts: boolean;
};

/** Days on which nobody is cut; `toDay` inclusive; without a branch everywhere. */
export type Blackout = {
  fromDay: Day;
  toDay: Day;
  kind: "blackout" | "outage";
  branchId: string | null;
};

/** What the tenant's calendar says about the moment looked at. */
export type Moment = {
  today: Day;
  /** `HH:MM` in the tenant's zone. */
  time: string;
  /** True: everything that can still happen on `today` from `time` on (dry run); false: now (the job). */
  restOfDay: boolean;
  holidays: ReadonlySet<Day>;
  blackouts: readonly Blackout[];
  /** A panic switch holds cuts back. */
  cutsFrozen: boolean;
};

export type DebtInvoice = {
  id: string;
  number: string;
  kind: string;
  issuedOn: Day;
  dueOn: Day;
  /** Still owed, in its own currency. */
  openMinor: number;
  currency: string;
  /** The same in the tenant's currency. */
  openBaseMinor: number;
  disputed: boolean;
  /** Services that its lines name. */
  serviceIds: readonly string[];
};

export type DebtService = {
  id: string;
  number: number;
  label: string;
  state: string;
  /** Does debt hold it now? `soft`: slowed and warned, not cut. */
  debtHold: "none" | "soft" | "hard";
  branchId: string | null;
  /** The plan's ladder; null: the tenant's. */
  planPolicyId: string | null;
};

/** A row of `dunning_steps` that counts: done, or left out for good. */
export type TakenStep = {
  invoiceId: string;
  stepKey: string;
  kind: string;
  serviceId: string | null;
  outcome: "done" | "skipped";
  onDay: Day;
};

/** Everything of one customer that the ladder looks at. */
export type CustomerDebt = {
  customerId: string;
  exempt: boolean;
  /** The customer's own ladder; null: the plan's, else the tenant's. */
  policyId: string | null;
  invoices: readonly DebtInvoice[];
  services: readonly DebtService[];
  /** Last day of an open promise; null: none. */
  promiseUntil: Day | null;
  /** Last day on which a proof of payment under review keeps from cuts. */
  proofUntil?: Day | null;
  taken: readonly TakenStep[];
};

/** The tenant's ladders by id and the one for everybody else. */
export type Policies = { byId: ReadonlyMap<string, LadderPolicy>; fallback: LadderPolicy };

export type DecisionReason = (typeof DECISION_REASONS)[number];

/** What happens to a step now, why, and when it comes up next. */
export type Decision = {
  invoiceId: string;
  /** Null: the step is the invoice's. */
  serviceId: string | null;
  policyId: string;
  step: LadderStep;
  action: "do" | "skip" | "defer" | "wait";
  reason: DecisionReason;
  /** The day of the next look; null: not by itself. */
  next: Day | null;
  /** A skip that is remembered, so that the step never comes again for this invoice. */
  forGood: boolean;
};
