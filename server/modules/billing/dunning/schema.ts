import { z } from "zod";
import { PREVIEW_REASONS, STEP_KINDS } from "./rules/words";
import { whatIsWrong } from "./rules/policy-problems";

const uuid = z.uuid();
const day = z.iso.date();
const minor = z.number().int();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

export const ladderStep = z.object({
  key: z.string().regex(/^[a-zA-Z0-9-]{1,40}$/),
  kind: z.enum(STEP_KINDS),
  offsetDays: z.number().int().min(-60).max(400),
});

const policyFields = z.object({
  name: z.string().trim().min(1).max(80),
  isDefault: z.boolean().default(false),
  steps: z.array(ladderStep).min(1).max(20),
  cutFrom: time.default("09:00"),
  cutUntil: time.default("17:00"),
  /** 0 Sunday … 6 Saturday. */
  noCutWeekdays: z.array(z.number().int().min(0).max(6)).max(7).default([5, 6, 0]),
  skipHolidays: z.boolean().default(true),
  skipEveOfHolidays: z.boolean().default(false),
  floorMinor: minor.min(0).default(0),
  oneOffCuts: z.boolean().default(false),
  maxPromiseDays: z.number().int().min(0).max(90).default(7),
  maxPromisesPerYear: z.number().int().min(0).max(50).default(3),
  promiseDownPaymentPercent: z.number().int().min(0).max(100).default(0),
});

/** The part of a ladder that decides what happens, without what may be promised. */
export const draftFields = policyFields.omit({
  name: true,
  isDefault: true,
  maxPromiseDays: true,
  maxPromisesPerYear: true,
  promiseDownPaymentPercent: true,
});

export const sound = (given: z.output<typeof draftFields>, issues: z.core.$RefinementCtx): void => {
  for (const { field, message } of whatIsWrong(given))
    issues.addIssue({ code: "custom", path: [field], message });
};

export const createPolicyInput = policyFields.superRefine(sound);
export type CreatePolicyInput = z.input<typeof createPolicyInput>;
export const updatePolicyInput = policyFields.extend({ policyId: uuid }).superRefine(sound);
export type UpdatePolicyInput = z.input<typeof updatePolicyInput>;
export const policyIdInput = z.object({ policyId: uuid });
export type PolicyIdInput = z.output<typeof policyIdInput>;

export const policyDto = z.object({
  id: uuid,
  name: z.string(),
  isDefault: z.boolean(),
  steps: z.array(z.object({ key: z.string(), kind: z.string(), offsetDays: z.number().int() })),
  cutFrom: z.string(),
  cutUntil: z.string(),
  noCutWeekdays: z.array(z.number().int()),
  skipHolidays: z.boolean(),
  skipEveOfHolidays: z.boolean(),
  floorMinor: minor,
  oneOffCuts: z.boolean(),
  maxPromiseDays: z.number().int(),
  maxPromisesPerYear: z.number().int(),
  promiseDownPaymentPercent: z.number().int(),
  /** Who has it as their own: customers and plans. */
  customers: z.number().int(),
  items: z.number().int(),
});
export type PolicyDto = z.output<typeof policyDto>;

export const assignPolicyInput = z.object({
  /** Null: none of their own any more. */
  policyId: uuid.nullable(),
  customerIds: z.array(uuid).max(500).default([]),
  itemIds: z.array(uuid).max(500).default([]),
});
export type AssignPolicyInput = z.input<typeof assignPolicyInput>;
export const assignedPolicyDto = z.object({ customers: z.number().int(), items: z.number().int() });
export type AssignedPolicyDto = z.output<typeof assignedPolicyDto>;

export const previewLadderInput = z.object({
  steps: z.array(ladderStep).max(20),
  noCutWeekdays: z.array(z.number().int().min(0).max(6)).max(7),
  skipHolidays: z.boolean(),
  skipEveOfHolidays: z.boolean(),
  dueOn: day,
});
export type PreviewLadderInput = z.output<typeof previewLadderInput>;
export const previewLadderDto = z.object({
  today: day,
  steps: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(STEP_KINDS),
      offsetDays: z.number().int(),
      plannedOn: day,
      onDay: day.nullable(),
      moved: z.enum(PREVIEW_REASONS).nullable(),
    }),
  ),
  /** Days around it on which nobody is cut, and why. */
  closed: z.array(z.object({ day, reason: z.enum(PREVIEW_REASONS) })),
});
export type PreviewLadderDto = z.output<typeof previewLadderDto>;

const blackoutFields = z.object({
  fromDay: day,
  toDay: day,
  reason: z.string().trim().min(1).max(160),
  kind: z.enum(["blackout", "outage"]).default("blackout"),
});
const inOrder = ({ fromDay, toDay }: { fromDay: string; toDay: string }) => fromDay <= toDay;
const REVERSED = { path: ["toDay"], message: "blackout_days_reversed" };

export const addBlackoutInput = blackoutFields
  .extend({ branchId: uuid.nullish() })
  .refine(inOrder, REVERSED);
/** As a person fills it in: an input knows no null. */
export const blackoutForm = blackoutFields
  .extend({ branchId: z.union([z.literal(""), uuid]) })
  .refine(inOrder, REVERSED);
export type AddBlackoutInput = z.input<typeof addBlackoutInput>;
export const blackoutIdInput = z.object({ blackoutId: uuid });
export type BlackoutIdInput = z.output<typeof blackoutIdInput>;
export const blackoutDto = z.object({
  id: uuid,
  fromDay: day,
  toDay: day,
  reason: z.string(),
  kind: z.string(),
  branchId: uuid.nullable(),
  branchName: z.string().nullable(),
});
export type BlackoutDto = z.output<typeof blackoutDto>;
