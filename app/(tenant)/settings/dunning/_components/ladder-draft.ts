import type { CreatePolicyInput, PolicyDto } from "@/server/modules/billing/dunning/schema";

/** What is being edited: a ladder's fields with nothing left out. */
export type LadderDraft = Required<CreatePolicyInput>;
export type DraftStep = LadderDraft["steps"][number];

const step = (kind: DraftStep["kind"], offsetDays: number): DraftStep => ({
  key: newStepKey(),
  kind,
  offsetDays,
});

/** Stable from the first moment: a step keeps its key when its day is moved. */
export const newStepKey = (): string => crypto.randomUUID().slice(0, 8);

/** What a new ladder begins with. */
export const newLadder = (): LadderDraft => ({
  name: "",
  isDefault: false,
  steps: [step("reminder", -3), step("reminder", 0), step("reminder", 3), step("cut", 10)],
  cutFrom: "09:00",
  cutUntil: "17:00",
  noCutWeekdays: [5, 6, 0],
  skipHolidays: true,
  skipEveOfHolidays: false,
  floorMinor: 0,
  oneOffCuts: false,
  maxPromiseDays: 7,
  maxPromisesPerYear: 3,
  promiseDownPaymentPercent: 0,
});

const KINDS = ["reminder", "overdue", "softStep", "cut", "terminate", "task"] as const;

/** A saved ladder, to be edited. */
export function draftOf({ id: _id, customers: _c, items: _i, ...policy }: PolicyDto): LadderDraft {
  return {
    ...policy,
    steps: policy.steps.map((one) => ({
      ...one,
      kind: KINDS.find((kind) => kind === one.kind) ?? "reminder",
    })),
  };
}
