import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";

type Balance = { account: string; currency: string; amount: string; base: string };
export type Transferred = { entryId: string; balances: Balance[] };

/** Accounts that say how a customer stands; the others (revenue, tax, cash…) say what the company did, for whom it did it. */
const STANDING = ["receivable", "customerCredit", "deposit"];

/**
 * Moves what one customer owes and has in favour to another by one balanced entry, because the books are written once.
 * `back` takes exactly the sums of that entry back again. Null: there was nothing to move.
 */
export async function transferBalance(
  ctx: Ctx,
  tx: Tx,
  { from, to, mergeId }: { from: string; to: string; mergeId: string },
  back?: Transferred,
): Promise<Transferred | null> {
  const balances = back?.balances ?? (await balancesOf(ctx, tx, from));
  if (balances.length === 0) return null;
  const entryId = newId(ctx.now.getTime());
  await tx.execute(sql`
    insert into ledger_entries (id, tenant_id, on_day, kind, source_type, source_id, reverses_id, created_at)
    select ${entryId}, ${ctx.tenantId}, (${ctx.now.toISOString()}::timestamptz at time zone t.time_zone)::date,
      ${back ? "mergeUndone" : "merge"}, 'customerMerge', ${mergeId}, ${back?.entryId ?? null}::uuid, ${ctx.now.toISOString()}
    from tenants t where t.id = ${ctx.tenantId}`);
  await tx.execute(sql`
    insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor)
    select ${ctx.tenantId}, ${entryId}, b.account, s.customer_id, b.currency, b.amount * s.sign, b.base * s.sign
    from jsonb_to_recordset(${JSON.stringify(balances)}::jsonb) as b (account text, currency text, amount bigint, base bigint),
      (values (${from}::uuid, -1), (${to}::uuid, 1)) as s (customer_id, sign)`);
  return { entryId, balances };
}

/** Open balances by account and currency, in its minor units and in the tenant's. */
async function balancesOf(ctx: Ctx, tx: Tx, customerId: string): Promise<Balance[]> {
  const { rows } = await tx.execute<Balance>(sql`
    select account, currency, sum(amount_minor)::text as amount, sum(base_minor)::text as base from ledger_legs
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and account = any(${sql.param(STANDING)}::text[])
    group by account, currency having sum(amount_minor) <> 0 or sum(base_minor) <> 0 order by account, currency`);
  return rows;
}

/** Legs in the books of these, merges aside: when there are more, the books moved since. */
export async function countLegs(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<number> {
  const { rows } = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from ledger_legs l join ledger_entries e on e.tenant_id = l.tenant_id and e.id = l.entry_id
    where l.tenant_id = ${ctx.tenantId} and l.customer_id = any(${sql.param([...customerIds])}::uuid[])
      and e.source_type <> 'customerMerge'`);
  return rows[0]?.n ?? 0;
}
