import { z } from "zod";

const instant = z.iso.datetime();
const day = z.iso.date();
const uuid = z.uuid();
const int = z.number().int();

export const runStatus = z.enum([
  "planning",
  "planned",
  "approved",
  "running",
  "posted",
  "failed",
  "cancelled",
]);
export type RunStatus = z.output<typeof runStatus>;

/** Still moving: a screen asks again each second. */
export const isMoving = (status: RunStatus): boolean =>
  status === "planning" || status === "approved" || status === "running";

export const startRunInput = z.object({
  /** Everything due on or before this day of the tenant's calendar; absent: today. */
  billThrough: day.optional(),
});
export type StartRunInput = z.output<typeof startRunInput>;

export const runIdInput = z.object({ runId: uuid });
export type RunIdInput = z.output<typeof runIdInput>;

const money = z.object({
  currency: z.string(),
  invoices: int,
  netMinor: int,
  taxMinor: int,
  totalMinor: int,
});

export const runDto = z.object({
  id: uuid,
  billThrough: day,
  /** The day that its documents bear. */
  issuedOn: day,
  status: runStatus,
  customers: int,
  /** Planned; posted when it is over. */
  invoices: int,
  lines: int,
  /** Customers left out. */
  exceptions: int,
  /** Periods remembered as not charged. */
  skipped: int,
  totals: z.array(money),
  /** Documents that stand already: how far the posting is. */
  postedInvoices: int,
  /** Key of `errors`, or what the last try said. */
  error: z.string().nullable(),
  startedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  createdAt: instant,
  plannedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  startedAt: instant.nullable(),
  postedAt: instant.nullable(),
});
export type RunDto = z.output<typeof runDto>;

export const listRunsInput = z.object({
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ListRunsInput = z.output<typeof listRunsInput>;
export const runPage = z.object({ items: z.array(runDto), nextCursor: uuid.nullable() });
export type RunPage = z.output<typeof runPage>;

export const listRunLinesInput = runIdInput.extend({
  /** `lines`: what is billed; `exceptions`: who was left out; `skipped`: periods not charged. */
  show: z.enum(["lines", "exceptions", "skipped"]).default("lines"),
  /** Part of the customer's name or number. */
  search: z.string().trim().max(80).default(""),
  customerId: uuid.optional(),
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListRunLinesInput = z.output<typeof listRunLinesInput>;

export const runLineDto = z.object({
  id: uuid,
  customerId: uuid,
  customerName: z.string(),
  customerNumber: int,
  serviceId: uuid.nullable(),
  serviceNumber: int.nullable(),
  /** Stands once it is posted. */
  invoiceId: uuid.nullable(),
  kind: z.string(),
  description: z.string(),
  currency: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxRate: z.string(),
  taxCode: z.string(),
  netMinor: int,
  taxMinor: int,
  totalMinor: int,
  periodStart: day.nullable(),
  periodEnd: day.nullable(),
  explanation: z.record(z.string(), z.unknown()),
  error: z.string().nullable(),
});
export type RunLineDto = z.output<typeof runLineDto>;
export const runLinePage = z.object({ items: z.array(runLineDto), nextCursor: uuid.nullable() });
export type RunLinePage = z.output<typeof runLinePage>;

export const differenceKind = z.enum(["new", "gone", "up", "down", "same"]);
export const runDifferenceInput = runIdInput.extend({
  kind: differenceKind.exclude(["same"]).optional(),
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type RunDifferenceInput = z.output<typeof runDifferenceInput>;

export const differenceRow = z.object({
  customerId: uuid,
  customerName: z.string(),
  customerNumber: int,
  currency: z.string(),
  kind: differenceKind,
  beforeMinor: int,
  nowMinor: int,
  /** Why, as keys of `billingRun.reason`: `plan`, `proration`, `charge`, `discount`, `periods`, `ended`, `exception`, `price`. */
  reasons: z.array(z.string()),
});
export type DifferenceRow = z.output<typeof differenceRow>;
export const runDifferenceDto = z.object({
  /** What it is compared with: recurring documents of the month before the run's day. */
  from: day,
  to: day,
  groups: z.array(
    z.object({
      currency: z.string(),
      kind: differenceKind,
      customers: int,
      beforeMinor: int,
      nowMinor: int,
    }),
  ),
  items: z.array(differenceRow),
  nextCursor: int.nullable(),
});
export type RunDifferenceDto = z.output<typeof runDifferenceDto>;
