import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Scene } from "./scene";

/** Minor units of one invoice of a scene's ordinary service. */
export const PRICE_MINOR = 5_990;

/**
 * What must hold when a run over `customers` with one service each is over, whatever struck it: one document each, numbers
 * without a gap, books at zero, a fact each, a chain that verifies.
 */
export async function expectWhole(scene: Scene, customers: number, said: string): Promise<void> {
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(sql`select
      (select count(*) from invoices)::int as invoices, (select count(distinct customer_id) from invoices)::int as customers,
      (select max(number) - min(number) + 1 - count(*) from invoices)::int as gaps,
      (select next_number - 1 from document_series)::int as taken,
      (select count(*) from invoices i where i.total_minor <>
        (select coalesce(sum(l.total_minor), 0) from invoice_lines l where l.invoice_id = i.id))::int as bare,
      (select count(*) from billed_periods)::int as periods, (select sum(base_minor) from ledger_legs)::int as books,
      (select sum(amount_minor) from ledger_legs where account = 'receivable')::int as owed,
      (select sum(receivable_minor) from customer_balances)::int as balances,
      (select count(*) from events where name = 'invoice.created')::int as facts,
      (select count(*) from services s where s.next_period_on <= (select max(bill_through) from billing_runs))::int as left_behind`),
  );
  const owed = customers * PRICE_MINOR;
  expect(rows, said).toEqual([
    {
      ...{ invoices: customers, customers, gaps: 0, taken: customers, bare: 0, periods: customers },
      ...{ books: 0, owed, balances: owed, facts: customers, left_behind: 0 },
    },
  ]);
  expect((await verifyChain(scene.tenant.ctx)).problems, said).toEqual([]);
}
