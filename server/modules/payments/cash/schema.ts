import { z } from "zod";

const uuid = z.uuid();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const counted = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const amount = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const currency = z.string().regex(/^[A-Z]{3}$/, "currency_shape");
const reason = z.string().trim().min(3, "reason_required").max(300);

export const SHIFT_STATUSES = ["open", "returned", "closed", "approved"] as const;
export const MOVEMENT_KINDS = [
  "float",
  "payment",
  "bounce",
  "refund",
  "withdrawal",
  "addition",
] as const;

export const shiftIdInput = z.object({ shiftId: uuid });
export type ShiftIdInput = z.output<typeof shiftIdInput>;

export const openShiftInput = z.object({
  /** One of the company's registers; empty: the person's own bag. */
  register: z.string().trim().max(60).default(""),
  /** In the company's currency. */
  floatMinor: counted.default(0),
});
export type OpenShiftInput = z.input<typeof openShiftInput>;

export const moveCashInput = z.object({
  kind: z.enum(["withdrawal", "addition"]),
  currency,
  amountMinor: amount,
  reason,
  /** The same key is the same movement. */
  key: z.string().trim().min(8).max(80),
});
export type MoveCashInput = z.output<typeof moveCashInput>;

export const closeShiftInput = shiftIdInput.extend({
  /** What lies there, in each currency that came or went. */
  counts: z.array(z.object({ currency, countedMinor: counted })).max(20),
  note: z.string().trim().max(300).default(""),
});
export type CloseShiftInput = z.input<typeof closeShiftInput>;

export const approveShiftInput = shiftIdInput.extend({
  note: z.string().trim().max(300).default(""),
});
export type ApproveShiftInput = z.input<typeof approveShiftInput>;
export const returnShiftInput = shiftIdInput.extend({ reason });
export type ReturnShiftInput = z.output<typeof returnShiftInput>;

/** One currency of a shift; null: not counted yet, or not shown to who counts blind. */
export const shiftSum = z.object({
  currency: z.string(),
  expectedMinor: minor.nullable(),
  countedMinor: minor.nullable(),
});

export const shiftDto = z.object({
  id: uuid,
  status: z.enum(SHIFT_STATUSES),
  person: z.string(),
  register: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  sums: z.array(shiftSum),
});
export type ShiftDto = z.output<typeof shiftDto>;
export const shiftPage = z.object({ items: z.array(shiftDto), nextCursor: z.string().nullable() });
export type ShiftPage = z.output<typeof shiftPage>;

export const shiftDetailDto = shiftDto.extend({
  /** The caller answers for it. */
  own: z.boolean(),
  blind: z.boolean(),
  note: z.string(),
  decisionNote: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  movements: z.array(
    z.object({
      id: uuid,
      kind: z.enum(MOVEMENT_KINDS),
      currency: z.string(),
      amountMinor: minor,
      reason: z.string(),
      paymentId: uuid.nullable(),
      receipt: z.string().nullable(),
      customerName: z.string().nullable(),
      createdAt: instant,
    }),
  ),
});
export type ShiftDetailDto = z.output<typeof shiftDetailDto>;

export const cashDeskDto = z.object({
  /** The caller's open shift. */
  shift: shiftDetailDto.nullable(),
  /** The company's. */
  currency: z.string(),
  /** Those that nobody has open. */
  freeRegisters: z.array(z.string()),
  needsShift: z.boolean(),
});
export type CashDeskDto = z.output<typeof cashDeskDto>;
