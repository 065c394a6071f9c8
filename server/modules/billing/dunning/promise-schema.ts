import { z } from "zod";
import { listPageInput } from "@/server/modules/work/schema";

const uuid = z.uuid();
const day = z.iso.date();
const minor = z.number().int();

export const promiseStatus = z.enum(["open", "kept", "broken", "cancelled"]);

export const promiseDto = z.object({
  id: uuid,
  customerId: uuid,
  customerName: z.string(),
  customerNumber: z.number().int(),
  currency: z.string(),
  amountMinor: minor,
  dueOn: day,
  status: promiseStatus,
  /** `staff`, `portal`, `api`. */
  origin: z.string(),
  grantedBy: z.string().nullable(),
  note: z.string(),
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
});
export type PromiseDto = z.output<typeof promiseDto>;
export const promisePage = z.object({
  items: z.array(promiseDto),
  nextCursor: z.string().nullable(),
});
export type PromisePage = z.output<typeof promisePage>;
export const listPromisesInput = listPageInput;

export const promiseIdInput = z.object({ promiseId: uuid });
export type PromiseIdInput = z.output<typeof promiseIdInput>;

export const grantPromiseInput = z.object({
  customerId: uuid,
  /** Last day to pay, inclusive. */
  dueOn: day,
  /** Minor units of the tenant's currency; absent: all that is overdue. */
  amountMinor: minor.positive().optional(),
  note: z.string().trim().max(500).default(""),
  /** The collection task that it comes from. */
  taskId: uuid.optional(),
});
export type GrantPromiseInput = z.input<typeof grantPromiseInput>;

export const promiseTermsInput = z.object({ customerId: uuid });
export type PromiseTermsInput = z.output<typeof promiseTermsInput>;
export const promiseTermsDto = z.object({
  currency: z.string(),
  today: day,
  /** Overdue now. */
  debtMinor: minor,
  lastDay: day,
  maxDays: z.number().int(),
  maxPerYear: z.number().int(),
  usedInYear: z.number().int(),
  /** To be paid first; 0: nothing. */
  downPaymentMinor: minor,
  /** Key of `errors`: why none is granted, whatever the day; null: one is. */
  refusal: z.string().nullable(),
});
export type PromiseTermsDto = z.output<typeof promiseTermsDto>;

/** What a person fills in: an empty sum means all that is overdue. */
export const promiseForm = z.object({
  dueOn: day,
  amountMinor: minor.positive().nullable(),
  note: z.string().trim().max(500),
});
