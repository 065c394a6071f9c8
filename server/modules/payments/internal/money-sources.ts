import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneOf } from "@/db/one-of";
import { NotFound } from "@/server/kernel/errors";
import type { Minor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";

export type SourceKind = "payment" | "creditNote" | "deposit";

/** Money of a customer that can pay invoices, with what is left of it. */
export type Source = {
  kind: SourceKind;
  id: string;
  customerId: string;
  currency: string;
  rate: string;
  leftMinor: Minor;
  businessUnitId: string | null;
  branchId: string | null;
};

/** Where each kind stands, and what may be used of it. Deposits are used only by name: they are guarantees. */
const TABLES: Record<SourceKind, SQL> = {
  payment: sql`select 'payment' as kind, id, customer_id, currency, fx_rate, unallocated_minor as left_minor,
    business_unit_id, branch_id, received_on as on_day, tenant_id from payments
    where status in ('recorded', 'verified', 'partiallyRefunded')`,
  creditNote: sql`select 'creditNote' as kind, id, customer_id, currency, fx_rate, remaining_minor as left_minor,
    business_unit_id, branch_id, issued_on as on_day, tenant_id from credit_notes where status = 'finalized'`,
  deposit: sql`select 'deposit' as kind, id, customer_id, currency, fx_rate, remaining_minor as left_minor,
    null::uuid as business_unit_id, null::uuid as branch_id, held_on as on_day, tenant_id from deposits
    where status = 'held'`,
};

const NAMES = { payment: "payments", creditNote: "credit_notes", deposit: "deposits" } as const;

/** Whose money it is; throws `NotFound`. */
export async function moneyOwner(
  ctx: Ctx,
  tx: Tx,
  { kind, id }: { kind: SourceKind; id: string },
): Promise<string> {
  const { rows } = await tx.execute<{ customerId: string }>(sql`
    select customer_id as "customerId" from ${sql.raw(NAMES[kind])} where tenant_id = ${ctx.tenantId} and id = ${id}`);
  if (!rows[0]) throw new NotFound(kind);
  return rows[0].customerId;
}

/** The money behind allocations, whatever is left of it. */
export async function readMoney(
  ctx: Ctx,
  tx: Tx,
  of: readonly { sourceKind: SourceKind; sourceId: string }[],
): Promise<Source[]> {
  const ids = of.map(({ sourceId }) => sourceId);
  const { rows } = await tx.execute<Source>(sql`
    select 'payment' as kind, id, customer_id as "customerId", currency, fx_rate::text as rate,
      unallocated_minor::float8 as "leftMinor", business_unit_id as "businessUnitId", branch_id as "branchId"
    from payments where tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[])
    union all
    select 'creditNote', id, customer_id, currency, fx_rate::text, remaining_minor::float8, business_unit_id, branch_id
    from credit_notes where tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[])
    union all
    select 'deposit', id, customer_id, currency, fx_rate::text, remaining_minor::float8, null, null
    from deposits where tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[])`);
  return rows;
}

/** The customers' money that is left: oldest first, or only what is named. */
export async function readSources(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  named?: readonly { kind: SourceKind; id: string }[],
): Promise<Source[]> {
  const kinds = named
    ? [...new Set(named.map(({ kind }) => kind))]
    : (["creditNote", "payment"] as const);
  if (kinds.length === 0) return [];
  const union = sql.join(
    kinds.map((kind) => TABLES[kind]),
    sql` union all `,
  );
  const only = named ? sql`and s.id ${oneOf(named.map(({ id }) => id))}` : sql``;
  const { rows } = await tx.execute<Source>(sql`
    select s.kind, s.id, s.customer_id as "customerId", s.currency, s.fx_rate::text as rate,
      s.left_minor::float8 as "leftMinor", s.business_unit_id as "businessUnitId", s.branch_id as "branchId"
    from (${union}) s
    where s.tenant_id = ${ctx.tenantId} and s.customer_id ${oneOf(customerIds)}
      and s.left_minor > 0 ${only}
    order by s.on_day, s.id`);
  return rows;
}

const LEFT: Record<SourceKind, (moved: SQL, ctx: Ctx) => SQL> = {
  payment: (
    moved,
    ctx,
  ) => sql`update payments s set unallocated_minor = s.unallocated_minor + m.delta
    from ${moved} where s.tenant_id = ${ctx.tenantId} and s.id = m.id`,
  creditNote: (
    moved,
    ctx,
  ) => sql`update credit_notes s set remaining_minor = s.remaining_minor + m.delta
    from ${moved} where s.tenant_id = ${ctx.tenantId} and s.id = m.id`,
  deposit: (moved, ctx) => sql`update deposits s set remaining_minor = s.remaining_minor + m.delta,
      status = case when s.remaining_minor + m.delta = 0 then 'applied' else 'held' end
    from ${moved} where s.tenant_id = ${ctx.tenantId} and s.id = m.id`,
};

/** Changes what is left of sources by so many minor units each; one statement a kind. */
export async function moveSources(
  ctx: Ctx,
  tx: Tx,
  moves: readonly { kind: SourceKind; id: string; delta: Minor }[],
): Promise<void> {
  for (const [kind, own] of Map.groupBy(moves, (move) => move.kind)) {
    const sums = new Map<string, Minor>();
    for (const { id, delta } of own) sums.set(id, (sums.get(id) ?? 0) + delta);
    const given = JSON.stringify([...sums].map(([id, delta]) => ({ id, delta })));
    const moved = sql`jsonb_to_recordset(${given}::jsonb) as m (id uuid, delta bigint)`;
    const { rowCount } = await tx.execute(LEFT[kind](moved, ctx));
    if (rowCount !== sums.size) throw new Error(`money of kind ${kind} is missing`);
  }
}
