import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const amount = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const PROOF_STATUSES = ["waiting", "approved", "rejected"] as const;
export const proofStatus = z.enum(PROOF_STATUSES);
export const PROOF_SOURCES = ["portal", "payPage", "staff"] as const;

/** What a customer says of a transfer; the picture goes to the files door first. */
export const proofFields = z.object({
  fileId: uuid,
  currency: z.string().regex(/^[A-Z]{3}$/, "currency_shape"),
  amountMinor: amount,
  paidOn: day,
  operation: z.string().trim().max(60).default(""),
  bank: z.string().trim().max(60).default(""),
  note: z.string().trim().max(300).default(""),
  /** What it is for, in this order; empty: the oldest due first. */
  invoiceIds: z.array(uuid).max(20).default([]),
});
export type ProofFields = z.output<typeof proofFields>;
export type ProofFieldsInput = z.input<typeof proofFields>;

export const proofIdInput = z.object({ proofId: uuid });
export type ProofIdInput = z.output<typeof proofIdInput>;

export const approveProofInput = proofIdInput.extend({
  /** What the bank shows, where it is not what the customer wrote. */
  amountMinor: amount.optional(),
  receivedOn: day.optional(),
  /** Though the same transfer was approved before. */
  evenSo: z.boolean().default(false),
});
export type ApproveProofInput = z.input<typeof approveProofInput>;

export const rejectProofInput = proofIdInput.extend({
  /** The customer reads it. */
  reason: z.string().trim().min(3, "reason_required").max(300),
});
export type RejectProofInput = z.output<typeof rejectProofInput>;

export const proofDto = z.object({
  id: uuid,
  status: proofStatus,
  source: z.enum(PROOF_SOURCES),
  customerId: uuid,
  customerName: z.string(),
  currency: z.string(),
  amountMinor: minor,
  paidOn: day,
  operation: z.string(),
  bank: z.string(),
  /** Another proof has the same picture or the same operation of the same bank. */
  twin: z.boolean(),
  holdUntil: instant.nullable(),
  createdAt: instant,
});
export type ProofDto = z.output<typeof proofDto>;
export const proofPage = z.object({
  items: z.array(proofDto),
  nextCursor: z.string().nullable(),
});
export type ProofPage = z.output<typeof proofPage>;

export const MATCH_KINDS = [
  "amountInvoices",
  "amountDebt",
  "amountLess",
  "amountMore",
  "nothingOwed",
  "bankOperation",
  "bankAmount",
  "payReference",
  "otherReference",
  "noOperation",
  "longAgo",
  "paymentOperation",
  "paymentAmount",
  "twinFile",
  "twinOperation",
] as const;
export const proofMatch = z.object({
  kind: z.enum(MATCH_KINDS),
  tone: z.enum(["ok", "warn", "bad"]),
  /** Where it is about a difference. */
  amountMinor: minor.nullable(),
});
export type ProofMatch = z.output<typeof proofMatch>;

export const proofDetailDto = proofDto.extend({
  note: z.string(),
  file: z.object({ id: uuid, name: z.string(), mediaType: z.string() }),
  invoices: z.array(
    z.object({ id: uuid, number: z.string(), dueOn: day, openMinor: minor, totalMinor: minor }),
  ),
  /** All that the customer owes in the currency. */
  owedMinor: minor,
  matches: z.array(proofMatch),
  twins: z.array(
    z.object({
      id: uuid,
      status: proofStatus,
      customerName: z.string(),
      same: z.enum(["file", "operation"]),
      createdAt: instant,
    }),
  ),
  payment: z.object({ id: uuid, receipt: z.string() }).nullable(),
  rejectReason: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});
export type ProofDetailDto = z.output<typeof proofDetailDto>;
