import { z } from "zod";

const fee = z.discriminatedUnion("basis", [
  /** Percent of what is open. */
  z.object({ basis: z.literal("percent"), percent: z.number().min(0.01).max(100) }),
  /** Major units of the tenant's currency, decimal text. */
  z.object({
    basis: z.literal("fixed"),
    amount: z.string().regex(/^\d{1,9}(?:\.\d{1,4})?$/, "amount_shape"),
  }),
]);

/** Module `billing`: how the recurring engine bills. Amounts are major units of the tenant's currency. */
export const billingSettings = z.object({
  /** From issue to due date; a customer's own comes first. */
  dueDays: z.int().min(0).max(120).default(10),
  /** Prepaid periods are billed so many days before they begin. */
  prepaidLeadDays: z.int().min(0).max(28).default(0),
  prorationBasis: z.enum(["actual", "thirty"]).default("actual"),
  firstPartial: z.enum(["alone", "merged"]).default("alone"),
  /** Days of a suspension: charged, not charged, or not charged when the whole period was suspended. */
  suspended: z.enum(["all", "activeDays", "skipFullySuspended"]).default("skipFullySuspended"),
  /** Documents below it wait for the next one; "0": none waits. */
  minimumInvoice: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,4})?$/, "amount_shape")
    .default("0"),
  /** The daily run posts what it planned; otherwise somebody approves it. */
  autoApprove: z.boolean().default(false),
  /** The daily run plans at all. */
  autoPlan: z.boolean().default(true),
  /** At which hour of the tenant's day; not before two, when the schedule looks. */
  runHour: z.int().min(2).max(23).default(2),
  /** Charged once an invoice, so many days after its due date; null: none. */
  lateFee: z
    .object({ fee, afterDays: z.int().min(1).max(120), taxClassId: z.uuid().nullable() })
    .nullable()
    .default(null),
  /** Charged once a cut by debt, when the service is proven to be on again; null: none. */
  reconnectionFee: z
    .object({
      amount: z.string().regex(/^\d{1,9}(?:\.\d{1,4})?$/, "amount_shape"),
      taxClassId: z.uuid().nullable(),
      /** Also where a promise to pay, not the payment, brought it back. */
      onPromise: z.boolean().default(false),
    })
    .nullable()
    .default(null),
});
export type BillingSettings = z.output<typeof billingSettings>;
