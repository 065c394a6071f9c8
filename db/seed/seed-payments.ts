import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays, type Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { postEntries } from "@/server/modules/billing/post-entry";
import { documentLegs, settlementLegs } from "@/server/modules/billing/rules/documents/legs";
import { fullNumberOf, takeNumbers } from "@/server/modules/billing/take-numbers";
import type { Ctx } from "@/server/tenancy/context";
import { appendFacts } from "./append-facts";
import { draw } from "./draw";

/** An invoice of the history that somebody will pay, or not. */
export type PastInvoice = {
  id: string;
  customerId: string;
  number: string;
  kind: string;
  currency: string;
  rate: string;
  totalMinor: number;
  issuedOn: Day;
  dueOn: Day;
  unit: string | null;
  branch: string | null;
};

/** On which day and how much of it; undefined: not yet. Each customer keeps to a manner, as people do. */
export function payingOf({ id, customerId, issuedOn, dueOn, totalMinor }: PastInvoice, today: Day) {
  const manner = draw(customerId, "payer", 100);
  const chance = draw(id, "pays", 100);
  const late = manner >= 74;
  const onDay = late
    ? addDays(dueOn, 1 + draw(id, "late", manner >= 90 ? 40 : 12))
    : addDays(issuedOn, draw(id, "prompt", 10));
  // Of the slow ones some stop at the end: they are who is cut.
  const stopped = manner >= 93 && dueOn > addDays(today, -95);
  if (onDay > today || stopped || (manner >= 86 && chance < 6)) return undefined;
  const half = manner >= 88 && chance >= 95;
  return { onDay, amountMinor: half ? Math.ceil(totalMinor / 2) : totalMinor };
}

const METHODS = ["transfer", "transfer", "cash", "wallet", "wallet", "card"] as const;

export type PastPayment = { invoice: PastInvoice; onDay: Day; amountMinor: number };

/** Payments of a stretch of the past, each for one invoice: receipts, books, allocations, facts; a handful of statements. */
export async function writePayments(
  ctx: Ctx,
  tx: Tx,
  baseCurrency: string,
  given: readonly PastPayment[],
): Promise<void> {
  if (given.length === 0) return;
  const taken = await takeNumbers(ctx, tx, { kind: "receipt" }, given.length);
  const rows = given.map(({ invoice, onDay, amountMinor }, place) => {
    const at = new Date(
      `${onDay}T${10 + draw(invoice.id, "hour", 9)}:${10 + draw(invoice.id, "minute", 49)}:00Z`,
    );
    const number = taken.first + place;
    const leftMinor = invoice.totalMinor - amountMinor;
    return {
      ...{
        id: newId(at.getTime()),
        allocationId: newId(at.getTime()),
        invoiceId: invoice.id,
        invoice,
      },
      ...{
        customerId: invoice.customerId,
        currency: invoice.currency,
        rate: invoice.rate,
        onDay,
        at,
      },
      ...{ amountMinor, leftMinor, number, receipt: fullNumberOf(taken, number) },
      ...{ unit: invoice.unit, branch: invoice.branch },
      method: METHODS[draw(invoice.id, "method", METHODS.length)] ?? "transfer",
      reference: String(draw(invoice.id, "reference", 100_000_000)).padStart(8, "0"),
    };
  });
  await insertRows(ctx, tx, taken.seriesId, rows);
  await postEntries(
    ctx,
    tx,
    rows.flatMap((row) => entriesOf(row, baseCurrency)),
  );
  await appendFacts(ctx, tx, rows.flatMap(factsOf));
}

type Row = {
  id: string;
  allocationId: string;
  invoice: PastInvoice;
  customerId: string;
  currency: string;
  rate: string;
  onDay: Day;
  at: Date;
  amountMinor: number;
  leftMinor: number;
  receipt: string;
  method: string;
  unit: string | null;
  branch: string | null;
};

async function insertRows(ctx: Ctx, tx: Tx, seriesId: string, rows: readonly Row[]): Promise<void> {
  const { tenantId } = ctx;
  const plain = rows.map(({ invoice: _invoice, ...row }) => row);
  const given = sql`jsonb_to_recordset(${JSON.stringify(plain)}::jsonb) as r (id uuid, "allocationId" uuid, "invoiceId" uuid,
    "customerId" uuid, currency text, rate numeric, "onDay" date, at timestamptz, "amountMinor" bigint, "leftMinor" bigint, number bigint,
    receipt text, unit uuid, branch uuid, method text, reference text)`;
  await tx.execute(sql`
    insert into payments (id, tenant_id, customer_id, method, status, currency, fx_rate, amount_minor, unallocated_minor, received_on,
      reference, provider, provider_payment_id, receipt_series_id, receipt_number, receipt_full_number, business_unit_id, branch_id,
      search_text, created_at)
    select r.id, ${tenantId}::uuid, r."customerId", r.method, 'verified', r.currency, r.rate, r."amountMinor", 0, r."onDay", r.reference,
      'manual', 'seed:' || r."invoiceId", ${seriesId}::uuid, r.number, r.receipt, r.unit, r.branch,
      lower(r.receipt || ' ' || c.search_text || ' ' || r.reference), r.at
    from ${given} join customers c on c.tenant_id = ${tenantId} and c.id = r."customerId"`);
  await tx.execute(sql`
    insert into payment_allocations (id, tenant_id, payment_id, invoice_id, amount_minor, created_at)
    select r."allocationId", ${tenantId}::uuid, r.id, r."invoiceId", r."amountMinor", r.at from ${given}`);
  await tx.execute(sql`
    update invoices i set open_minor = r."leftMinor",
      payment_status = case when r."leftMinor" = 0 then 'paid' else 'partiallyPaid' end,
      paid_at = case when r."leftMinor" = 0 then r.at end, updated_at = r.at
    from ${given} where i.tenant_id = ${tenantId} and i.id = r."invoiceId"`);
}

function entriesOf(row: Row, baseCurrency: string) {
  const { id, allocationId, customerId, currency, rate, onDay, amountMinor } = row;
  const place = { businessUnitId: row.unit, branchId: row.branch };
  const fx = { currency, rate, baseCurrency };
  const counter = { account: "customerCredit" as const, amountMinor: 0 - amountMinor, ...place };
  const money = {
    account: "customerCredit" as const,
    fx,
    beforeMinor: amountMinor,
    afterMinor: 0,
    ...place,
  };
  const claim = {
    ...{ account: "receivable" as const, fx, ...place },
    ...{ beforeMinor: row.invoice.totalMinor, afterMinor: row.leftMinor },
  };
  return [
    {
      ...{ onDay, kind: "payment", sourceType: "payment", sourceId: id },
      legs: documentLegs(customerId, fx, counter, [{ account: "cash", amountMinor, ...place }]),
    },
    {
      ...{ onDay, kind: "allocation", sourceType: "allocation", sourceId: allocationId },
      legs: settlementLegs(customerId, money, claim),
    },
  ];
}

function factsOf({ id, invoice, at, amountMinor, leftMinor, method, receipt }: Row) {
  const { customerId, currency, number, kind, totalMinor, issuedOn, dueOn } = invoice;
  const money = {
    customerId,
    currency,
    amountMinor,
    unallocatedMinor: 0,
    invoiceIds: [invoice.id],
  };
  const received = {
    ...{ name: "payment.received" as const, id, at },
    payload: { ...money, method, receipt, provider: "manual" },
  };
  if (leftMinor > 0) return [received];
  const claim = { customerId, number, kind, currency, totalMinor, openMinor: 0, issuedOn, dueOn };
  return [received, { name: "invoice.paid" as const, id: invoice.id, at, payload: claim }];
}
