import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { toMajor } from "@/server/kernel/money";
import { type Entry, postEntries } from "@/server/modules/billing/post-entry";
import { documentLegs } from "@/server/modules/billing/rules/documents/legs";
import { fullNumberOf } from "@/server/modules/billing/take-numbers";
import type { ItemOutcome } from "@/server/modules/work/define-task";
import type { Ctx } from "@/server/tenancy/context";
import { type MoneyToWrite, moneyRows } from "../internal/money-rows";
import type { Writer } from "./import-tasks";

/** Series of what was owed before: its numbers are ours, what people see is the old system's number. */
const PREFIX = "SI01-";

/** Claims of the old system → invoices of the kind *opening*, one line each, without tax: it was declared there. */
export const writeOpening: Writer = async (ctx, tx, rows) => {
  const { today, money, refused } = await moneyRows(ctx, tx, rows);
  if (money.length === 0) return refused;
  const series = await takeOpeningNumbers(ctx, tx, money.length);
  const made = money.map((row, at) => {
    const issuedOn = row.issuedOn ?? (row.dueOn && row.dueOn < today ? row.dueOn : today);
    const number = series.first + at;
    return {
      ...row,
      ...{ id: newId(ctx.now.getTime()), number, issuedOn, dueOn: row.dueOn ?? issuedOn },
      fullNumber: row.number || fullNumberOf(series, number),
      billKey: row.number ? `opening:${row.number}` : null,
    };
  });
  await insertInvoices(ctx, tx, series.seriesId, made);
  await postEntries(ctx, tx, made.map(entryOf(today)));
  for (const row of made)
    record(ctx, "invoice.created", {
      entity: { type: "invoice", id: row.id },
      payload: {
        ...{ customerId: row.customerId, number: row.fullNumber, kind: "opening" },
        ...{ currency: row.currency, totalMinor: row.amountMinor, openMinor: row.amountMinor },
        ...{ issuedOn: row.issuedOn, dueOn: row.dueOn },
      },
    });
  const done: ItemOutcome[] = made.map(({ itemId, id }) => ({
    ...{ id: itemId, entityId: id },
    before: { table: "invoices" },
  }));
  return [...refused, ...done];
};

type Made = Omit<MoneyToWrite, "issuedOn" | "dueOn" | "number"> & {
  id: string;
  number: number;
  issuedOn: string;
  dueOn: string;
  fullNumber: string;
  billKey: string | null;
};

const entryOf =
  (today: string) =>
  (row: Made): Entry => ({
    ...{
      onDay: today,
      kind: "opening",
      sourceType: "invoice",
      sourceId: row.id,
      memo: row.fullNumber,
    },
    legs: documentLegs(
      row.customerId,
      row.fx,
      { account: "receivable", amountMinor: row.amountMinor },
      [{ account: "opening", amountMinor: -row.amountMinor }],
    ),
  });

async function takeOpeningNumbers(ctx: Ctx, tx: Tx, count: number) {
  const { rows } = await tx.execute<{
    seriesId: string;
    prefix: string;
    padding: number;
    first: number;
  }>(sql`
    insert into document_series as s (tenant_id, kind, prefix, next_number) values (${ctx.tenantId}, 'invoice', ${PREFIX}, 1 + ${count})
    on conflict (tenant_id, kind, prefix) do update set next_number = s.next_number + ${count}
    returning s.id as "seriesId", prefix, padding, (next_number - ${count})::float8 as first`);
  const [taken] = rows;
  if (!taken) throw new Error("no series for opening invoices");
  return taken;
}

/** Invoices and their lines in two statements, with who they are for as it stands now. */
async function insertInvoices(
  ctx: Ctx,
  tx: Tx,
  seriesId: string,
  made: readonly Made[],
): Promise<void> {
  const rows = made.map((row) => ({
    ...row,
    rate: row.fx.rate,
    price: toMajor(row.amountMinor, row.currency),
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "customerId" uuid, number bigint,
    "fullNumber" text, "billKey" text, currency text, rate numeric, "amountMinor" bigint, "issuedOn" date, "dueOn" date,
    note text, price numeric)`;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    insert into invoices (id, tenant_id, customer_id, kind, series_id, number, full_number, document_status, currency,
      fx_rate, net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, bill_key, business_unit_id, branch_id,
      recipient, note, search_text, created_at, updated_at)
    select r.id, ${ctx.tenantId}::uuid, c.id, 'opening', ${seriesId}::uuid, r.number, r."fullNumber", 'finalized', r.currency,
      r.rate, r."amountMinor", 0, r."amountMinor", r."amountMinor", r."issuedOn", r."dueOn", r."billKey", c.business_unit_id,
      c.branch_id, jsonb_build_object('name', coalesce(nullif(c.legal_name, ''), c.name), 'taxIdKind', c.tax_id_kind,
        'taxId', c.tax_id, 'address', c.city, 'email', c.email), coalesce(r.note, ''),
      lower(r."fullNumber" || ' ' || c.search_text), ${now}, ${now}
    from ${given} join customers c on c.tenant_id = ${ctx.tenantId} and c.id = r."customerId"`);
  await tx.execute(sql`
    insert into invoice_lines (tenant_id, invoice_id, position, kind, description, quantity, unit_price, tax_rate, tax_code,
      net_minor, tax_minor, total_minor, explanation)
    select ${ctx.tenantId}::uuid, r.id, 1, 'opening', coalesce(nullif(r.note, ''), r."fullNumber"), 1, r.price, 0, '',
      r."amountMinor", 0, r."amountMinor", jsonb_build_object('formula', 'opening', 'number', r."fullNumber")
    from ${given}`);
}
