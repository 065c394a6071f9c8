import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const currency = z.string().regex(/^[A-Z]{3}$/, "currency_shape");

export const customerIdInput = z.object({ customerId: uuid });
export type CustomerIdInput = z.output<typeof customerIdInput>;
export const balanceDto = z.object({
  currency: z.string(),
  receivableMinor: minor,
  creditMinor: minor,
  overdueMinor: minor,
});
export const balancesDto = z.object({ currency: z.string(), balances: z.array(balanceDto) });
export type BalancesDto = z.output<typeof balancesDto>;

export const statementInput = z.object({
  customerId: uuid,
  /** First and last day, both shown. */
  from: day,
  to: day,
  currency: currency.or(z.literal("")).default(""),
});
export type StatementInput = z.input<typeof statementInput>;
export const statementDto = z.object({
  customerId: uuid,
  customerName: z.string(),
  currency: z.string(),
  /** In which the customer has moved money. */
  currencies: z.array(z.string()),
  from: day,
  to: day,
  openingMinor: minor,
  closingMinor: minor,
  debitMinor: minor,
  creditMinor: minor,
  rows: z.array(
    z.object({
      id: uuid,
      onDay: day,
      kind: z.string(),
      sourceType: z.string(),
      sourceId: uuid,
      reference: z.string(),
      /** Above zero: more is owed. */
      amountMinor: minor,
      balanceMinor: minor,
    }),
  ),
});
export type StatementDto = z.output<typeof statementDto>;

const place = uuid.or(z.literal("none"));
const agingFilters = {
  /** Of which day's end; absent: today's. */
  asOf: day.optional(),
  customerId: uuid.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "currency_shape")
    .optional(),
  /** Of one unit or branch; `none`: of no one. */
  businessUnitId: place.optional(),
  branchId: place.optional(),
};
export const agingInput = z.object(agingFilters);
export type AgingInput = z.output<typeof agingInput>;
export const AGING_BY = ["customer", "unit", "branch"] as const;
export const agingRowsInput = z.object({
  ...agingFilters,
  by: z.enum(AGING_BY).default("customer"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AgingRowsInput = z.output<typeof agingRowsInput>;
export const exportAgingInput = agingRowsInput.omit({ limit: true }).extend({
  /** What stands above the columns, in the reader's language. */
  titles: z.array(z.string().max(80)).length(11),
});
export type ExportAgingInput = z.output<typeof exportAgingInput>;
export const agingPart = z.object({
  csv: z.string(),
  rows: z.number().int(),
  nextCursor: z.string().nullable(),
});
export type AgingPart = z.output<typeof agingPart>;
export const agingDto = z.object({
  asOf: day,
  /** The tenant's. */
  today: day,
  baseCurrency: z.string(),
  rows: z.array(
    z.object({
      currency: z.string(),
      notDueMinor: minor,
      days30Minor: minor,
      days60Minor: minor,
      days90Minor: minor,
      olderMinor: minor,
      totalMinor: minor,
      /** In the tenant's currency, at the rates of the documents. */
      totalBaseMinor: minor,
      invoices: z.number().int(),
    }),
  ),
});
export type AgingDto = z.output<typeof agingDto>;
export const agingRow = z.object({
  /** Of the customer, unit or branch; null: of no unit or branch. */
  id: uuid.nullable(),
  name: z.string().nullable(),
  /** The customer's. */
  number: z.number().int().nullable(),
  currency: z.string(),
  notDueMinor: minor,
  days30Minor: minor,
  days60Minor: minor,
  days90Minor: minor,
  olderMinor: minor,
  totalMinor: minor,
  totalBaseMinor: minor,
  oldestDueOn: day,
  invoices: z.number().int(),
});
export type AgingRow = z.output<typeof agingRow>;
export const agingPage = z.object({
  asOf: day,
  items: z.array(agingRow),
  nextCursor: z.string().nullable(),
});
export type AgingPage = z.output<typeof agingPage>;
export const proofDto = z.object({
  id: uuid,
  ok: z.boolean(),
  entries: z.number().int(),
  legs: z.number().int(),
  problems: z.array(z.object({ what: z.string(), count: z.number().int(), example: z.string() })),
  createdAt: instant,
});
export type ProofDto = z.output<typeof proofDto>;
