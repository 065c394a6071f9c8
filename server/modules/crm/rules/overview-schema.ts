import { z } from "zod";
import { eventPage } from "@/server/modules/audit/schema";

const uuid = z.uuid();
const day = z.string();

/** Why a customer needs attention; the worst first. Values are counts, days (`YYYY-MM-DD`) or whole days. */
export const REASONS = [
  "suspended",
  "overdue",
  "promiseBroken",
  "enforcementFailing",
  "pastDue",
  "held",
  "promiseOpen",
  "collecting",
  "disputed",
  "exempt",
  "unreachable",
] as const;
export const reasonDto = z.object({
  key: z.enum(REASONS),
  tone: z.enum(["bad", "warn", "info"]),
  count: z.number().int(),
  /** Since or until when; null: it has no day. */
  day: day.nullable(),
});
export type ReasonDto = z.output<typeof reasonDto>;

export const serviceBrief = z.object({
  id: uuid,
  number: z.number().int(),
  label: z.string(),
  itemName: z.string(),
  state: z.string(),
  holds: z.array(z.string()),
  desired: z.string(),
  observed: z.string().nullable(),
  currency: z.string(),
  nextPeriodOn: day.nullable(),
  nextBillOn: day.nullable(),
});
export type ServiceBrief = z.output<typeof serviceBrief>;

export const invoiceBrief = z.object({
  id: uuid,
  fullNumber: z.string(),
  currency: z.string(),
  totalMinor: z.number().int(),
  openMinor: z.number().int(),
  issuedOn: day,
  dueOn: day,
});

export const customerOverview = z.object({
  /** Worst first; empty: all is well. */
  reasons: z.array(reasonDto),
  /** Null: the reader may not see services. At most 50, those that run first. */
  services: z.array(serviceBrief).nullable(),
  servicesCount: z.number().int(),
  /** Null: the reader may not see amounts. */
  money: z
    .object({
      openCount: z.number().int(),
      overdueCount: z.number().int(),
      oldestDueOn: day.nullable(),
      /** The next day on which a service is billed; null: none is. */
      nextBillOn: day.nullable(),
      /** The oldest open ones, at most 10. */
      open: z.array(invoiceBrief),
      lastPaymentOn: day.nullable(),
    })
    .nullable(),
  dunningPolicyName: z.string().nullable(),
  /** Customers that were folded into this one and can be taken out again until then. */
  merges: z.array(
    z.object({
      mergeId: uuid,
      absorbedId: uuid,
      number: z.number().int(),
      name: z.string(),
      undoUntil: z.string(),
    }),
  ),
});
export type CustomerOverviewDto = z.output<typeof customerOverview>;

/** What a timeline can be narrowed to. */
export const TIMELINE_KINDS = [
  "customer",
  "service",
  "invoice",
  "payment",
  "collection",
  "message",
] as const;
export const customerTimelineInput = z.object({
  customerId: uuid,
  /** Absent: all. */
  kind: z.enum(TIMELINE_KINDS).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CustomerTimelineInput = z.input<typeof customerTimelineInput>;
export const customerTimeline = eventPage;
