import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ledgerProofs } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ProofDto } from "./schema";

/** What must hold; each query gives a row a violation, with an example's id or number. */
const CHECKS = (ctx: Ctx): Record<string, SQL> => {
  const own = (alias: string) => sql`${sql.raw(alias)}.tenant_id = ${ctx.tenantId}`;
  return {
    /** Every entry sums to nothing, in the tenant's currency and in each of the documents'. */
    entryUnbalanced: sql`select l.entry_id::text as example from ledger_legs l where ${own("l")}
      group by l.entry_id having sum(l.base_minor) <> 0
      union select l.entry_id::text from ledger_legs l where ${own("l")}
      group by l.entry_id, l.currency having sum(l.amount_minor) <> 0`,
    /** What the customers are said to owe and to have is the sum of the legs. */
    balanceWrong: sql`select coalesce(b.customer_id, s.customer_id)::text as example
      from (select * from customer_balances b where ${own("b")}) b
      full join (select l.customer_id, l.currency,
          coalesce(sum(l.amount_minor) filter (where l.account = 'receivable'), 0) as receivable,
          coalesce(-sum(l.amount_minor) filter (where l.account = 'customerCredit'), 0) as credit
        from ledger_legs l where ${own("l")} and l.account in ('receivable', 'customerCredit') group by 1, 2) s
        on s.customer_id = b.customer_id and s.currency = b.currency
      where coalesce(b.receivable_minor, 0) <> coalesce(s.receivable, 0)
        or coalesce(b.credit_minor, 0) <> coalesce(s.credit, 0)`,
    /** What is open of an invoice is its total less what was allocated and written off. */
    openWrong: sql`select i.full_number as example from invoices i
      left join (select invoice_id, sum(amount_minor) as paid from payment_allocations a
        where ${own("a")} and a.reversed_at is null group by 1) a on a.invoice_id = i.id
      where ${own("i")} and i.document_status = 'finalized'
        and i.open_minor <> i.total_minor - coalesce(a.paid, 0) - i.written_off_minor`,
    /** What the books say is owed is what the invoices say. */
    receivableWrong: sql`select coalesce(b.customer_id, o.customer_id)::text as example
      from (select * from customer_balances b where ${own("b")}) b
      full join (select i.customer_id, i.currency, sum(i.open_minor) as open from invoices i
        where ${own("i")} and i.document_status = 'finalized' group by 1, 2) o
        on o.customer_id = b.customer_id and o.currency = b.currency
      where coalesce(b.receivable_minor, 0) <> coalesce(o.open, 0)`,
    /** What the books say is in credit is what is left of payments and credit notes. */
    creditWrong: sql`select coalesce(b.customer_id, m.customer_id)::text as example
      from (select * from customer_balances b where ${own("b")}) b
      full join (select customer_id, currency, sum(remaining) as remaining from (
          select customer_id, currency, unallocated_minor as remaining from payments p where ${own("p")}
          union all select customer_id, currency, remaining_minor from credit_notes n
          where ${own("n")} and n.status = 'finalized') m group by 1, 2) m
        on m.customer_id = b.customer_id and m.currency = b.currency
      where coalesce(b.credit_minor, 0) <> coalesce(m.remaining, 0)`,
    /** An invoice's lines add up to it. */
    linesWrong: sql`select i.full_number as example from invoices i
      join (select invoice_id, sum(net_minor) as net, sum(tax_minor) as tax from invoice_lines l
        where ${own("l")} group by 1) l on l.invoice_id = i.id
      where ${own("i")} and i.document_status in ('finalized', 'voided')
        and (l.net <> i.net_minor or l.tax <> i.tax_minor)`,
    /** No number of a series is missing, and the next one is the one after the last. */
    numberMissing: sql`select s.prefix as example from document_series s
      left join (
        select series_id, number from invoices i where ${own("i")} and number is not null
        union all select series_id, number from credit_notes n where ${own("n")} and number is not null
        union all select receipt_series_id, receipt_number from payments p
        where ${own("p")} and receipt_number is not null) d on d.series_id = s.id
      where ${own("s")} group by s.id, s.prefix, s.next_number
      having count(d.number) > 0 and (max(d.number) <> s.next_number - 1 or max(d.number) - min(d.number) + 1 <> count(d.number))`,
  };
};

type Problem = ProofDto["problems"][number];

/**
 * Proves that the books agree with themselves and with the documents: entries, balances, what is open, numbers. The result
 * is kept; one that is broken is a fact (`ledger.broken`) and an error in the log.
 */
export function proveBooks(ctx: Ctx): Promise<ProofDto> {
  authorize(ctx, "billingRun.read");
  return inTenant(ctx, async (tx) => {
    const problems: Problem[] = [];
    // Each check goes through all there is once. After an import the planner may still take a million rows for one, and
    // would go through them once for each invoice.
    await tx.execute(sql`set local enable_nestloop = off`);
    for (const [what, violations] of Object.entries(CHECKS(ctx)))
      problems.push(...(await look(tx, what, violations)));
    const { rows } = await tx.execute<{ entries: number; legs: number }>(sql`
      select (select count(*)::int from ledger_entries where tenant_id = ${ctx.tenantId}) as entries,
        (select count(*)::int from ledger_legs where tenant_id = ${ctx.tenantId}) as legs`);
    await tx.execute(sql`set local enable_nestloop = on`);
    const id = newId(ctx.now.getTime());
    const ok = problems.length === 0;
    const counted = rows[0] ?? { entries: 0, legs: 0 };
    const { tenantId, now: createdAt } = ctx;
    await tx.insert(ledgerProofs).values({ id, tenantId, ok, ...counted, problems, createdAt });
    if (!ok) {
      log.error({ tenantId, problems }, "the books do not agree");
      const said = problems.map(({ what, count }) => ({ what, count }));
      record(ctx, "ledger.broken", {
        entity: { type: "ledgerProof", id },
        payload: { problems: said },
      });
    }
    return { id, ok, ...counted, problems, createdAt: createdAt.toISOString() };
  });
}

async function look(tx: Tx, what: string, violations: SQL): Promise<Problem[]> {
  const { rows } = await tx.execute<{ count: number; example: string | null }>(sql`
    select count(*)::int as count, min(v.example) as example from (${violations}) v`);
  const [row] = rows;
  return row && row.count > 0 ? [{ what, count: row.count, example: row.example ?? "" }] : [];
}
