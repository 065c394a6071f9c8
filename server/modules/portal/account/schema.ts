import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
/** Minor units of the row's currency. */
const minor = z.number().int();

/** What a customer needs to know of an invoice in a list. */
export const portalInvoiceDto = z.object({
  id: uuid,
  number: z.string(),
  currency: z.string(),
  totalMinor: minor,
  openMinor: minor,
  issuedOn: day,
  dueOn: day,
  periodStart: day.nullable(),
  periodEnd: day.nullable(),
  /** `paid`, `voided`; open ones: `overdue`, `dueToday`, `due`. */
  state: z.enum(["paid", "voided", "overdue", "dueToday", "due"]),
});
export type PortalInvoiceDto = z.output<typeof portalInvoiceDto>;

export const accountDto = z.object({
  /** Nothing owed and nothing in favour: none. The tenant's own currency first. */
  balances: z.array(
    z.object({
      currency: z.string(),
      owedMinor: minor,
      overdueMinor: minor,
      /** Paid and not yet used. */
      creditMinor: minor,
    }),
  ),
  /** What falls due first. */
  first: portalInvoiceDto.nullable(),
  openInvoices: z.number().int(),
});
export type AccountDto = z.output<typeof accountDto>;

export const portalInvoicesInput = z.object({
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type PortalInvoicesInput = z.input<typeof portalInvoicesInput>;
export const portalInvoicePage = z.object({
  items: z.array(portalInvoiceDto),
  nextCursor: z.string().nullable(),
});
export type PortalInvoicePage = z.output<typeof portalInvoicePage>;

export const portalInvoiceIdInput = z.object({ invoiceId: uuid });
export type PortalInvoiceIdInput = z.output<typeof portalInvoiceIdInput>;
export const portalInvoiceDetail = portalInvoiceDto.extend({
  netMinor: minor,
  taxMinor: minor,
  note: z.string(),
  fiscal: z.boolean(),
  lines: z.array(
    z.object({
      id: uuid,
      description: z.string(),
      quantity: z.string(),
      totalMinor: minor,
      periodStart: day.nullable(),
      periodEnd: day.nullable(),
      /** Why it is what it is: keys of `portal.why` with their values. */
      why: z.array(
        z.object({
          key: z.string(),
          values: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
    }),
  ),
  paid: z.array(
    z.object({
      id: uuid,
      kind: z.enum(["payment", "creditNote", "deposit"]),
      number: z.string(),
      onDay: day,
      amountMinor: minor,
    }),
  ),
});
export type PortalInvoiceDetail = z.output<typeof portalInvoiceDetail>;

export const portalServiceDto = z.object({
  id: uuid,
  number: z.number().int(),
  label: z.string(),
  plan: z.string(),
  address: z.string(),
  state: z.string(),
  /** Why it is held; each lifted by its own event. */
  holds: z.array(z.string()),
  downKbps: z.number().int().nullable(),
  upKbps: z.number().int().nullable(),
  startedOn: day.nullable(),
  /** The day of its next invoice; null: none is to come. */
  nextBillOn: day.nullable(),
  /** First day that it runs again by itself. */
  pausedUntil: day.nullable(),
  /** Overdue for this service: paying it lifts what debt holds. */
  owedMinor: minor,
  owedCurrency: z.string(),
  /** Until when a promise keeps it running. */
  promiseUntil: day.nullable(),
  /** The network is out where it is. */
  outage: z.boolean(),
});
export type PortalServiceDto = z.output<typeof portalServiceDto>;

export const portalStatementInput = z.object({
  from: day,
  to: day,
  currency: z.union([z.literal(""), z.string().regex(/^[A-Z]{3}$/)]).default(""),
});
