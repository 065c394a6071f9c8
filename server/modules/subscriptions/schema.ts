import { z } from "zod";
import { commandDto, enforcementState } from "./enforcement/schema";
import { HOLD_REASONS } from "./rules/desired-state";
import { SERVICE_STATES } from "./rules/service-machine";

const uuid = z.uuid();
const instant = z.iso.datetime();
const day = z.iso.date();
/** A form's empty choice is none. */
const reference = z
  .literal("")
  .transform(() => null)
  .or(uuid.nullable());
/** Major units, decimal text; a form's empty field is none. */
const amount = z
  .string()
  .trim()
  .regex(/^\d{1,12}(?:\.\d{1,6})?$/, "amount_shape");
const signedAmount = z
  .string()
  .trim()
  .regex(/^-?\d{1,12}(?:\.\d{1,6})?$/, "amount_shape");
const ownPrice = z
  .literal("")
  .transform(() => null)
  .or(amount.nullable());
const quantity = z
  .string()
  .trim()
  .regex(/^\d{1,8}(?:\.\d{1,4})?$/, "amount_shape")
  .refine((text) => Number(text) > 0, "amount_shape");
const reason = z.string().trim().min(3, "reason_required").max(500);
const label = z.string().trim().max(120);

export const serviceState = z.enum(SERVICE_STATES);
export const holdReason = z.enum(HOLD_REASONS);

export const serviceIdInput = z.object({ serviceId: uuid });
export type ServiceIdInput = z.output<typeof serviceIdInput>;

/** Before it begins: nothing, an installation, a first payment, or both. */
export const serviceGate = z.enum(["none", "install", "payment", "both"]);
const anchorDay = z.coerce.number().int().min(1).max(31);

export const createServiceInput = z.object({
  customerId: uuid,
  itemId: uuid,
  label: label.default(""),
  addressId: reference.default(null),
  /** Null: the tenant's default book. */
  priceBookId: reference.default(null),
  /** Its own price of one; null: the book's. */
  ownPrice: ownPrice.default(null),
  quantity: quantity.default("1"),
  /** Absent: the plan's. */
  businessUnitId: reference.optional(),
  branchId: reference.default(null),
  /** 1–31 (31: the last day); null: the plan's, else the day on which it begins. */
  anchorDay: anchorDay.nullable().default(null),
  enforcementRef: z.string().trim().max(120).default(""),
  gate: serviceGate.default("none"),
  /** First day that is billed, where nothing has to come first; absent: today. */
  startsOn: day.optional(),
});
export type CreateServiceInput = z.input<typeof createServiceInput>;

export const updateServiceInput = serviceIdInput.extend({
  label: label.optional(),
  addressId: reference.optional(),
  enforcementRef: z.string().trim().max(120).optional(),
});
export type UpdateServiceInput = z.input<typeof updateServiceInput>;

export const activateServiceInput = serviceIdInput.extend({
  /** First day that is billed; absent: today. */
  startsOn: day.optional(),
  /** Why it begins although what it waits for has not come (nobody signed, nobody paid); absent: it has come. */
  override: reason.optional(),
});
export type ActivateServiceInput = z.input<typeof activateServiceInput>;

export const cancelServiceInput = serviceIdInput.extend({ reason });
export type CancelServiceInput = z.output<typeof cancelServiceInput>;

/** `default`: dearer now, cheaper when the period ends. */
export const changePlanInput = serviceIdInput.extend({
  itemId: uuid,
  when: z.enum(["default", "now", "periodEnd"]).default("default"),
  ownPrice: ownPrice.default(null),
  quantity: quantity.optional(),
});
export type ChangePlanInput = z.input<typeof changePlanInput>;

export const planChangePart = z.object({
  kind: z.enum(["credit", "charge"]),
  itemName: z.string(),
  /** Of the whole period, minor units of the service's currency. */
  wholeMinor: z.number().int(),
  /** Signed. */
  amountMinor: z.number().int(),
  from: day,
  to: day,
  days: z.number().int(),
  ofDays: z.number().int(),
});
export type PlanChangePart = z.output<typeof planChangePart>;

/** What a change of plan will cost, and why. */
export const planChangePreview = z.object({
  when: z.enum(["now", "periodEnd"]),
  onDay: day,
  currency: z.string(),
  fromItem: z.string(),
  toItem: z.string(),
  fromPriceMinor: z.number().int(),
  toPriceMinor: z.number().int(),
  taxIncluded: z.boolean(),
  /** Nothing: the days from `onDay` on are not billed yet. */
  parts: z.array(planChangePart),
  totalMinor: z.number().int(),
});
export type PlanChangePreview = z.output<typeof planChangePreview>;

export const changeBillDayInput = serviceIdInput.extend({ anchorDay });
export type ChangeBillDayInput = z.input<typeof changeBillDayInput>;

export const pauseServiceInput = serviceIdInput.extend({
  /** First day that it runs again by itself; null: until somebody resumes it (within the tenant's longest pause). */
  until: day.nullable().default(null),
  reason,
});
export type PauseServiceInput = z.input<typeof pauseServiceInput>;

export const terminateServiceInput = serviceIdInput.extend({
  /** First day that it no longer runs; absent: today. */
  onDay: day.optional(),
  reason,
  /** Leaving early costs nothing this time. */
  waiveFee: z.boolean().default(false),
  /** What is billed beyond the end is given back. */
  creditUnused: z.boolean().default(true),
});
export type TerminateServiceInput = z.input<typeof terminateServiceInput>;

/** What a person may hold for; debt, pause and the rest come from their own doors. */
export const manualHold = z.enum(["admin", "abuse"]);
export const holdServiceInput = serviceIdInput.extend({
  hold: manualHold.default("admin"),
  reason,
  /** Lifts itself then. */
  expiresAt: instant.optional(),
});
export type HoldServiceInput = z.input<typeof holdServiceInput>;
export const releaseServiceInput = serviceIdInput.extend({
  hold: manualHold.default("admin"),
  reason,
});
export type ReleaseServiceInput = z.input<typeof releaseServiceInput>;

export const cancelChangeInput = z.object({ changeId: uuid });
export type CancelChangeInput = z.output<typeof cancelChangeInput>;

export const addChargeInput = serviceIdInput.extend({
  kind: z.enum(["charge", "discount"]),
  description: z.string().trim().min(1, "name_required").max(200),
  basis: z.enum(["fixed", "percent"]).default("fixed"),
  /** Above zero; a discount is taken off. */
  amount: amount.refine((text) => Number(text) > 0, "amount_shape"),
  recurring: z.boolean().default(false),
  /** Periods; null: until somebody ends it. */
  cycles: z.coerce.number().int().min(1).max(120).nullable().default(null),
});
export type AddChargeInput = z.input<typeof addChargeInput>;
export const chargeIdInput = z.object({ chargeId: uuid });
export type ChargeIdInput = z.output<typeof chargeIdInput>;

export const serviceDto = z.object({
  id: uuid,
  /** The tenant's own number. */
  number: z.number().int(),
  label: z.string(),
  customerId: uuid,
  customerName: z.string(),
  itemId: uuid,
  itemCode: z.string(),
  itemName: z.string(),
  businessUnitId: uuid.nullable(),
  unitName: z.string().nullable(),
  branchId: uuid.nullable(),
  addressId: uuid.nullable(),
  address: z.string().nullable(),
  state: serviceState,
  version: z.number().int(),
  holds: z.array(holdReason),
  desired: enforcementState,
  observed: enforcementState.nullable(),
  observedAt: instant.nullable(),
  enforcementKind: z.string(),
  enforcementRef: z.string(),
  currency: z.string(),
  priceBookId: uuid.nullable(),
  /** Of one, today; null: no price. */
  price: z.string().nullable(),
  isOwnPrice: z.boolean(),
  quantity: z.string(),
  billingMode: z.enum(["prepaid", "postpaid"]),
  intervalMonths: z.number().int(),
  /** 0: the day on which it begins. */
  anchorDay: z.number().int(),
  startedOn: day.nullable(),
  endsOn: day.nullable(),
  commitmentEndsOn: day.nullable(),
  nextPeriodOn: day.nullable(),
  nextBillOn: day.nullable(),
  pausedUntil: day.nullable(),
  terminatedAt: instant.nullable(),
  terminationReason: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type ServiceDto = z.output<typeof serviceDto>;
export const servicePage = z.object({
  items: z.array(serviceDto),
  nextCursor: z.string().nullable(),
});
export type ServicePage = z.output<typeof servicePage>;

export const holdDto = z.object({
  id: uuid,
  reason: holdReason,
  soft: z.boolean(),
  note: z.string(),
  placedBy: z.string(),
  placedAt: instant,
  expiresAt: instant.nullable(),
  liftedBy: z.string().nullable(),
  liftedAt: instant.nullable(),
});
export const termDto = z.object({
  id: uuid,
  startsOn: day,
  itemName: z.string(),
  quantity: z.string(),
  ownPrice: z.string().nullable(),
});
export const chargeDto = z.object({
  id: uuid,
  kind: z.string(),
  description: z.string(),
  basis: z.enum(["fixed", "percent"]),
  amount: signedAmount,
  currency: z.string(),
  recurring: z.boolean(),
  cyclesLeft: z.number().int().nullable(),
  startsOn: day,
  endsOn: day.nullable(),
  status: z.enum(["open", "done", "cancelled"]),
});
export const changeDto = z.object({
  id: uuid,
  kind: z.enum(["plan", "pause", "resume", "terminate", "billDay"]),
  onDay: day,
  /** The plan it changes to. */
  itemName: z.string().nullable(),
  status: z.enum(["waiting", "done", "cancelled", "failed"]),
  error: z.string().nullable(),
});
/** What its page says beside the service itself: newest first. */
export const serviceHistory = z.object({
  holds: z.array(holdDto),
  terms: z.array(termDto),
  charges: z.array(chargeDto),
  changes: z.array(changeDto),
  commands: z.array(commandDto),
});
export type ServiceHistory = z.output<typeof serviceHistory>;
