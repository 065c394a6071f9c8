import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const currency = z.string().regex(/^[A-Z]{3}$/, "currency_shape");
const reason = z.string().trim().min(3, "reason_required").max(300);
const reference = z
  .literal("")
  .transform(() => null)
  .or(uuid.nullable());

/** A price: may be below zero (a discount), six decimals. */
const price = z
  .string()
  .trim()
  .regex(/^-?\d{1,12}(?:\.\d{1,6})?$/, "amount_shape");
const quantity = z
  .string()
  .trim()
  .regex(/^\d{1,8}(?:\.\d{1,4})?$/, "quantity_shape")
  .refine((text) => Number(text) > 0, "quantity_shape");

export const documentStatus = z.enum(["draft", "approved", "finalized", "voided"]);
export const paymentStatus = z.enum(["unpaid", "partiallyPaid", "paid"]);

/** A line as it is asked for: an item of the catalogue, or free text with its price. */
export const draftLine = z.object({
  itemId: reference.default(null),
  /** Empty: the item's name. */
  description: z.string().trim().max(300).default(""),
  quantity: quantity.default("1"),
  /** Of one; empty: the item's price in the tenant's book. */
  unitPrice: price.or(z.literal("")).default(""),
  /** Null: the item's, else the tenant's own class. */
  taxClassId: reference.default(null),
  /** Does the price hold the tax? Absent: as the book says, else yes. */
  taxIncluded: z.boolean().optional(),
});
export type DraftLine = z.output<typeof draftLine>;

const draftFields = {
  /** Absent: the customer's, else the tenant's. */
  currency: currency.or(z.literal("")).default(""),
  /** Absent: so many days after the issue as the customer or the tenant gives. */
  dueOn: day.or(z.literal("")).default(""),
  note: z.string().trim().max(1_000).default(""),
  businessUnitId: reference.default(null),
  branchId: reference.default(null),
  lines: z.array(draftLine).min(1, "line_required").max(100),
};
export const draftInvoiceInput = z.object({ customerId: uuid, ...draftFields });
export type DraftInvoiceInput = z.input<typeof draftInvoiceInput>;

export const invoiceIdInput = z.object({ invoiceId: uuid });
export type InvoiceIdInput = z.output<typeof invoiceIdInput>;
export const updateDraftInput = z.object({ invoiceId: uuid, ...draftFields });
export type UpdateDraftInput = z.input<typeof updateDraftInput>;

export const amountsDto = z.object({ netMinor: minor, taxMinor: minor, totalMinor: minor });
export const draftPreviewDto = amountsDto.extend({
  currency,
  issuedOn: day,
  dueOn: day,
  lines: z.array(
    amountsDto.extend({ description: z.string(), unitPrice: z.string(), taxRate: z.string() }),
  ),
});
export type DraftPreviewDto = z.output<typeof draftPreviewDto>;

export const bulkIssueInput = z.object({ invoiceIds: z.array(uuid).min(1).max(200) });
export type BulkIssueInput = z.output<typeof bulkIssueInput>;
export const bulkIssueDto = z.object({
  issued: z.array(z.object({ invoiceId: uuid, number: z.string() })),
  /** Key of `errors` in messages. */
  failed: z.array(z.object({ invoiceId: uuid, error: z.string() })),
});
export type BulkIssueDto = z.output<typeof bulkIssueDto>;

export const voidInvoiceInput = invoiceIdInput.extend({
  reason,
  /** Payments on it become the customer's credit first; otherwise they stand against it. */
  takePaymentsBack: z.boolean().default(false),
});
export type VoidInvoiceInput = z.input<typeof voidInvoiceInput>;
export const writeOffInput = invoiceIdInput.extend({ reason });
export type WriteOffInput = z.output<typeof writeOffInput>;

export const invoiceDto = z.object({
  id: uuid,
  kind: z.string(),
  /** `NV01-00000042`; empty while a draft. */
  number: z.string(),
  documentStatus,
  fiscalStatus: z.string(),
  paymentStatus,
  /** Past its due date, and something is open. */
  overdue: z.boolean(),
  disputed: z.boolean(),
  inCollection: z.boolean(),
  customerId: uuid,
  customerName: z.string(),
  currency: z.string(),
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  openMinor: minor,
  writtenOffMinor: minor,
  issuedOn: day,
  dueOn: day,
  periodStart: day.nullable(),
  periodEnd: day.nullable(),
  businessUnitId: uuid.nullable(),
  unitName: z.string().nullable(),
  createdAt: instant,
});
export type InvoiceDto = z.output<typeof invoiceDto>;
export const invoicePage = z.object({
  items: z.array(invoiceDto),
  nextCursor: z.string().nullable(),
});
export type InvoicePage = z.output<typeof invoicePage>;

/** Why a line is what it is: keys of `invoices.explain` in messages, with their values. */
export const explanationDto = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ExplanationDto = z.output<typeof explanationDto>;

export const invoiceLineDto = amountsDto.extend({
  id: uuid,
  position: z.number().int(),
  kind: z.string(),
  serviceId: uuid.nullable(),
  itemId: uuid.nullable(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxRate: z.string(),
  taxCode: z.string(),
  taxClassId: uuid.nullable(),
  taxIncluded: z.boolean(),
  periodStart: day.nullable(),
  periodEnd: day.nullable(),
  /** What credit notes have taken back of it. */
  creditedMinor: minor,
  why: z.array(explanationDto),
});
export type InvoiceLineDto = z.output<typeof invoiceLineDto>;

export const settlementDto = z.object({
  id: uuid,
  kind: z.enum(["payment", "creditNote", "deposit"]),
  sourceId: uuid,
  number: z.string(),
  onDay: day,
  amountMinor: minor,
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
});
export type SettlementDto = z.output<typeof settlementDto>;

export const creditNoteDto = z.object({
  id: uuid,
  number: z.string(),
  status: z.enum(["draft", "finalized", "voided"]),
  fiscalStatus: z.string(),
  creditState: z.enum(["available", "partlyUsed", "consumed", "voided"]),
  customerId: uuid,
  customerName: z.string(),
  invoiceId: uuid.nullable(),
  invoiceNumber: z.string().nullable(),
  reason: z.string(),
  currency: z.string(),
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  remainingMinor: minor,
  issuedOn: day,
  createdAt: instant,
});
export type CreditNoteDto = z.output<typeof creditNoteDto>;
export const creditNotePage = z.object({
  items: z.array(creditNoteDto),
  nextCursor: z.string().nullable(),
});
export type CreditNotePage = z.output<typeof creditNotePage>;

const recipient = z.object({
  name: z.string(),
  taxIdKind: z.string(),
  taxId: z.string(),
  address: z.string(),
  email: z.string().nullable(),
});

export const invoiceDetailDto = invoiceDto.extend({
  note: z.string(),
  recipient,
  /** Of the tenant's currency for one of the document's. */
  fxRate: z.string(),
  baseCurrency: z.string(),
  voidReason: z.string(),
  paidAt: instant.nullable(),
  voidedAt: instant.nullable(),
  runId: uuid.nullable(),
  branchId: uuid.nullable(),
  lines: z.array(invoiceLineDto),
  settlements: z.array(settlementDto),
  creditNotes: z.array(creditNoteDto),
});
export type InvoiceDetailDto = z.output<typeof invoiceDetailDto>;

export const creditNoteIdInput = z.object({ creditNoteId: uuid });
export type CreditNoteIdInput = z.output<typeof creditNoteIdInput>;
export const voidCreditNoteInput = creditNoteIdInput.extend({ reason });
export type VoidCreditNoteInput = z.output<typeof voidCreditNoteInput>;
export const creditNoteDetailDto = creditNoteDto.extend({
  voidReason: z.string(),
  voidedAt: instant.nullable(),
  recipient,
  lines: z.array(
    amountsDto.extend({
      id: uuid,
      position: z.number().int(),
      description: z.string(),
      taxRate: z.string(),
      taxCode: z.string(),
    }),
  ),
  uses: z.array(
    z.object({
      id: uuid,
      invoiceId: uuid,
      invoiceNumber: z.string(),
      amountMinor: minor,
      reversedAt: instant.nullable(),
    }),
  ),
  refunds: z.array(
    z.object({ id: uuid, method: z.string(), amountMinor: minor, paidOn: day.nullable() }),
  ),
});
export type CreditNoteDetailDto = z.output<typeof creditNoteDetailDto>;

export const issueCreditNoteInput = z.object({
  invoiceId: uuid,
  reason,
  /** All that is left of the invoice, an amount over all its lines, or amounts of lines. Minor units, tax included. */
  of: z.discriminatedUnion("what", [
    z.object({ what: z.literal("whole") }),
    z.object({ what: z.literal("amount"), amountMinor: z.number().int().positive() }),
    z.object({
      what: z.literal("lines"),
      lines: z
        .array(z.object({ lineId: uuid, amountMinor: z.number().int().positive() }))
        .min(1)
        .max(100),
    }),
  ]),
});
export type IssueCreditNoteInput = z.input<typeof issueCreditNoteInput>;

export const waiveFeeInput = z.object({ chargeId: uuid, reason });
export type WaiveFeeInput = z.output<typeof waiveFeeInput>;
export const waivedFeeDto = z.object({
  chargeId: uuid,
  customerId: uuid,
  kind: z.enum(["lateFee", "reconnectionFee"]),
  /** Decimal text of major units. */
  amount: z.string(),
  currency: z.string(),
});
export type WaivedFeeDto = z.output<typeof waivedFeeDto>;

export const totalsDto = z.array(
  z.object({
    currency: z.string(),
    totalMinor: minor,
    openMinor: minor,
    invoices: z.number().int(),
  }),
);
export type TotalsDto = z.output<typeof totalsDto>;
