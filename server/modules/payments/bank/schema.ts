import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const currency = z.string().regex(/^[A-Z]{3}$/, "currency_shape");

export const bankAccountInput = z.object({
  name: z.string().trim().min(2, "required").max(60),
  /** Absent: the tenant's. */
  currency: currency.or(z.literal("")).default(""),
});
export type BankAccountInput = z.input<typeof bankAccountInput>;
export const bankAccountDto = z.object({
  id: uuid,
  name: z.string(),
  currency: z.string(),
  /** Which title of its files holds which field, as it was chosen the last time. */
  mapping: z.record(z.string(), z.string()),
  waiting: z.number().int(),
  /** The last day that its statements show. */
  lastOn: day.nullable(),
});
export type BankAccountDto = z.output<typeof bankAccountDto>;

/** The file that was uploaded, and which column (0 is the first) holds which field. */
export const statementInput = z.object({
  bankAccountId: uuid,
  fileId: uuid,
  mapping: z.record(z.string().max(40), z.number().int().min(0).max(500)),
});
export type StatementInput = z.output<typeof statementInput>;
const remark = z.object({
  /** In the file; 1 is the first. */
  line: z.number().int(),
  reason: z.string(),
  given: z.record(z.string(), z.string()),
});
/** What a statement would bring; nothing has been written. */
export const statementCheck = z.object({
  rows: z.number().int(),
  /** Those that are new. */
  good: z.number().int(),
  bad: z.number().int(),
  /** Those that stand here already, from an earlier file. */
  known: z.number().int(),
  problems: z.array(remark),
  knownRows: z.array(remark),
});
export type StatementCheckDto = z.output<typeof statementCheck>;
export const statementTaken = z.object({
  rows: z.number().int(),
  taken: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
});
export type StatementTakenDto = z.output<typeof statementTaken>;
export const statementRefusals = z.object({ csv: z.string() });
export type StatementRefusalsDto = z.output<typeof statementRefusals>;

export const MOVEMENT_STATUSES = ["waiting", "matched", "linked", "ignored", "out"] as const;
export const CONFIDENCES = ["certain", "likely", "weak", "none"] as const;
const movementReason = z.enum([
  "reference",
  "taxId",
  "invoiceNumber",
  "proofOperation",
  "proofAmount",
  "samePayer",
  "amountInvoice",
  "amountDebt",
  "paymentOperation",
  "paymentAmount",
  "several",
]);
/** Why a movement is thought to be somebody's. */
export type MovementReason = z.output<typeof movementReason>;

export const movementDto = z.object({
  id: uuid,
  accountName: z.string(),
  movedOn: day,
  currency: z.string(),
  /** Above zero: came in. */
  amountMinor: minor,
  reference: z.string(),
  text: z.string(),
  status: z.enum(MOVEMENT_STATUSES),
  confidence: z.enum(CONFIDENCES),
  reasons: z.array(movementReason),
  /** Whose it is, or may be. */
  customer: z.object({ id: uuid, name: z.string(), number: z.number().int() }).nullable(),
  /** A proof that it would approve, or did. */
  proofId: uuid.nullable(),
  /** What it posted, or the payment that it is or may be. */
  payment: z.object({ id: uuid, receipt: z.string() }).nullable(),
});
export type MovementDto = z.output<typeof movementDto>;
export const movementPage = z.object({
  items: z.array(movementDto),
  nextCursor: z.string().nullable(),
});
export type MovementPage = z.output<typeof movementPage>;
export const movementDetailDto = movementDto.extend({
  ignoreReason: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** What the customer owes in the movement's currency. */
  owedMinor: minor,
});
export type MovementDetailDto = z.output<typeof movementDetailDto>;

export const movementIdInput = z.object({ movementId: uuid });
export type MovementIdInput = z.output<typeof movementIdInput>;
export const acceptMovementInput = movementIdInput.extend({
  /** Whose money it is; a proof that it pays for; or a payment that stands already. */
  as: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("customer"), id: uuid }),
    z.object({ kind: z.literal("proof"), id: uuid }),
    z.object({ kind: z.literal("payment"), id: uuid }),
  ]),
  /** Though the customer has a like payment or a proof that waits: it is other money. */
  evenSo: z.boolean().default(false),
});
export type AcceptMovementInput = z.input<typeof acceptMovementInput>;
export const acceptedCertainDto = z.object({
  accepted: z.number().int(),
  /** Certain ones that are left for another call. */
  left: z.number().int(),
});
export type AcceptedCertainDto = z.output<typeof acceptedCertainDto>;
export const ignoreMovementInput = movementIdInput.extend({
  reason: z.string().trim().min(3, "reason_required").max(300),
});
export type IgnoreMovementInput = z.output<typeof ignoreMovementInput>;
