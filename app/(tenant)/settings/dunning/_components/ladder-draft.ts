import { DEFAULT_POLICY } from "@/server/modules/billing/dunning/rules/default-policy";
import type { CreatePolicyInput, PolicyDto } from "@/server/modules/billing/dunning/schema";

/** What is being edited: a ladder's fields with nothing left out. */
export type LadderDraft = Required<CreatePolicyInput>;
export type DraftStep = LadderDraft["steps"][number];

/** Stable from the first moment: a step keeps its key when its day is moved. */
export const newStepKey = (): string => crypto.randomUUID().slice(0, 8);

/** What a new ladder begins with: what holds where nobody wrote one, with steps of its own. */
export const newLadder = (): LadderDraft => ({
  ...DEFAULT_POLICY,
  noCutWeekdays: [...DEFAULT_POLICY.noCutWeekdays],
  name: "",
  isDefault: false,
  steps: DEFAULT_POLICY.steps.map(({ kind, offsetDays }) => ({
    key: newStepKey(),
    kind: kindOf(kind),
    offsetDays,
  })),
});

const KINDS = ["reminder", "overdue", "softStep", "cut", "terminate", "task"] as const;
const kindOf = (word: string): DraftStep["kind"] =>
  KINDS.find((kind) => kind === word) ?? "reminder";

/** A saved ladder, to be edited. */
export function draftOf({ id: _id, customers: _c, items: _i, ...policy }: PolicyDto): LadderDraft {
  return {
    ...policy,
    steps: policy.steps.map((one) => ({
      ...one,
      kind: kindOf(one.kind),
    })),
  };
}
