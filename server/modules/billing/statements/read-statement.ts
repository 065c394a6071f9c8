import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { StatementDto } from "./schema";

export type StatementOf = { customerId: string; from: string; to: string; currency: string };
type Row = StatementDto["rows"][number];

/**
 * A customer's account over a period, in the open transaction: what was owed before it (less what was in credit), each
 * fact of the books that changed it, what was owed after. Facts that only move credit to an invoice change nothing and are
 * not shown. Throws `NotFound`, `Invalid` (the period ends before it begins).
 */
export async function readStatement(ctx: Ctx, tx: Tx, of: StatementOf): Promise<StatementDto> {
  const { customerId, from, to } = of;
  if (to < from)
    throw new Invalid("period_upside_down", {}, { fields: { to: "period_upside_down" } });
  const reach = ofCustomersWithinReach(ctx, "invoice.read", sql`${customerId}::uuid`);
  const { rows: found } = await tx.execute<{ name: string }>(sql`
    select name from customers where tenant_id = ${ctx.tenantId} and id = ${customerId} and ${reach}`);
  const customerName = found[0]?.name;
  if (customerName === undefined) throw new NotFound("customer");
  const { currency: base } = await tenantFacts(ctx, tx);
  const { rows: used } = await tx.execute<{ currency: string }>(sql`
    select currency from customer_balances where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
    order by (currency = ${base}) desc, currency`);
  const currencies = used.map((row) => row.currency);
  const currency = of.currency || currencies[0] || base;
  const openingMinor = await balanceBefore(ctx, tx, { ...of, currency });
  const rows = await readRows(ctx, tx, { ...of, currency }, openingMinor);
  const sum = (test: (amount: number) => boolean) =>
    rows.reduce((all, row) => all + (test(row.amountMinor) ? row.amountMinor : 0), 0);
  return {
    ...{ customerId, customerName, currency, currencies, from, to, openingMinor, rows },
    ...{ debitMinor: sum((amount) => amount > 0), creditMinor: 0 - sum((amount) => amount < 0) },
    closingMinor: rows.at(-1)?.balanceMinor ?? openingMinor,
  };
}

const LEGS = sql`l.account in ('receivable', 'customerCredit')`;

async function balanceBefore(ctx: Ctx, tx: Tx, of: StatementOf): Promise<number> {
  const { rows } = await tx.execute<{ sum: number }>(sql`
    select coalesce(sum(l.amount_minor), 0)::float8 as sum from ledger_legs l
    join ledger_entries e on e.tenant_id = l.tenant_id and e.id = l.entry_id
    where l.tenant_id = ${ctx.tenantId} and l.customer_id = ${of.customerId} and l.currency = ${of.currency}
      and ${LEGS} and e.on_day < ${of.from}::date`);
  return rows[0]?.sum ?? 0;
}

async function readRows(ctx: Ctx, tx: Tx, of: StatementOf, opening: number): Promise<Row[]> {
  const { rows } = await tx.execute<Omit<Row, "balanceMinor">>(sql`
    select e.id, e.on_day::text as "onDay", e.kind, e.source_type as "sourceType", e.source_id as "sourceId",
      coalesce(i.full_number, n.full_number, p.receipt_full_number, nullif(e.memo, ''), '') as reference,
      m.amount::float8 as "amountMinor"
    from (
      select l.entry_id, sum(l.amount_minor) as amount from ledger_legs l
      where l.tenant_id = ${ctx.tenantId} and l.customer_id = ${of.customerId} and l.currency = ${of.currency} and ${LEGS}
      group by l.entry_id having sum(l.amount_minor) <> 0) m
    join ledger_entries e on e.tenant_id = ${ctx.tenantId} and e.id = m.entry_id
    left join invoices i on e.source_type = 'invoice' and i.tenant_id = e.tenant_id and i.id = e.source_id
    left join credit_notes n on e.source_type = 'creditNote' and n.tenant_id = e.tenant_id and n.id = e.source_id
    left join payments p on e.source_type = 'payment' and p.tenant_id = e.tenant_id and p.id = e.source_id
    where e.on_day between ${of.from}::date and ${of.to}::date
    order by e.on_day, e.created_at, (m.amount < 0), e.id`);
  let balanceMinor = opening;
  return rows.map((row) => ({ ...row, balanceMinor: (balanceMinor += row.amountMinor) }));
}
