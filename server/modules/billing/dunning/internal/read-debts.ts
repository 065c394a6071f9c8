import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { toBase } from "@/server/modules/billing/rules/documents/base-amount";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerDebt, DebtInvoice, DebtService, TakenStep } from "../rules/types";

type InvoiceRow = {
  id: string;
  customerId: string;
  number: string;
  kind: string;
  issuedOn: string;
  dueOn: string;
  openMinor: number;
  currency: string;
  rate: string;
  disputed: boolean;
  serviceIds: string[];
};

/** Everything that the ladder looks at, of these customers, in five statements whatever their number. */
export async function readDebts(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  baseCurrency: string,
): Promise<CustomerDebt[]> {
  const ids = sql`any(${sql.param([...customerIds])}::uuid[])`;
  const invoices = await readInvoices(ctx, tx, ids);
  const services = await readServices(ctx, tx, ids);
  const taken = await readTaken(
    ctx,
    tx,
    invoices.map(({ id }) => id),
  );
  const { rows: heads } = await tx.execute<{
    id: string;
    exempt: boolean;
    policyId: string | null;
    promiseUntil: string | null;
    proofUntil: string | null;
  }>(sql`
    select c.id, c.dunning_exempt as exempt, c.dunning_policy_id as "policyId", p.due_on::text as "promiseUntil",
      (select max(f.hold_until at time zone t.time_zone)::date::text from payment_proofs f
        where f.tenant_id = c.tenant_id and f.customer_id = c.id and f.status = 'waiting'
          and f.hold_until > ${ctx.now.toISOString()}::timestamptz) as "proofUntil"
    from customers c join tenants t on t.id = c.tenant_id
    left join payment_promises p on p.tenant_id = c.tenant_id and p.customer_id = c.id and p.status = 'open'
    where c.tenant_id = ${ctx.tenantId} and c.id = ${ids} order by c.id`);
  const invoicesOf = Map.groupBy(invoices, (row) => row.customerId);
  const servicesOf = Map.groupBy(services, (row) => row.customerId);
  const takenOf = Map.groupBy(taken, (row) => row.invoiceId);
  return heads.map(({ id, exempt, policyId, promiseUntil, proofUntil }) => {
    const own = invoicesOf.get(id) ?? [];
    return {
      customerId: id,
      exempt,
      policyId,
      promiseUntil,
      proofUntil,
      invoices: own.map((row) => toDebtInvoice(row, baseCurrency)),
      services: servicesOf.get(id) ?? [],
      taken: own.flatMap((row) => takenOf.get(row.id) ?? []),
    };
  });
}

const toDebtInvoice = (row: InvoiceRow, baseCurrency: string): DebtInvoice => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  issuedOn: row.issuedOn,
  dueOn: row.dueOn,
  openMinor: row.openMinor,
  currency: row.currency,
  openBaseMinor: toBase(row.openMinor, { currency: row.currency, baseCurrency, rate: row.rate }),
  disputed: row.disputed,
  serviceIds: row.serviceIds,
});

async function readInvoices(ctx: Ctx, tx: Tx, ids: ReturnType<typeof sql>): Promise<InvoiceRow[]> {
  const { rows } = await tx.execute<InvoiceRow>(sql`
    select i.id, i.customer_id as "customerId", i.full_number as number, i.kind, i.issued_on::text as "issuedOn",
      i.due_on::text as "dueOn", i.open_minor::float8 as "openMinor", i.currency, i.fx_rate::text as rate,
      i.disputed_at is not null as disputed,
      coalesce((select array_agg(distinct l.service_id) from invoice_lines l
        where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.service_id is not null), '{}') as "serviceIds"
    from invoices i where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${ids} and i.open_minor > 0
      and i.document_status = 'finalized' order by i.customer_id, i.due_on, i.id`);
  return rows;
}

async function readServices(
  ctx: Ctx,
  tx: Tx,
  ids: ReturnType<typeof sql>,
): Promise<(DebtService & { customerId: string })[]> {
  const { rows } = await tx.execute<DebtService & { customerId: string }>(sql`
    select s.id, s.customer_id as "customerId", s.number, coalesce(nullif(s.label, ''), i.name) as label, s.state, s.branch_id as "branchId",
      i.dunning_policy_id as "planPolicyId",
      coalesce((select case when h.soft then 'soft' else 'hard' end from service_holds h where h.tenant_id = s.tenant_id
        and h.service_id = s.id and h.reason = 'debt' and h.lifted_at is null), 'none') as "debtHold"
    from services s join catalog_items i on i.id = s.item_id and i.tenant_id = s.tenant_id
    where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${ids} and s.state not in ('terminated', 'cancelled')
    order by s.customer_id, s.number`);
  return rows;
}

async function readTaken(ctx: Ctx, tx: Tx, invoiceIds: readonly string[]): Promise<TakenStep[]> {
  if (invoiceIds.length === 0) return [];
  const { rows } = await tx.execute<TakenStep>(sql`
    select invoice_id as "invoiceId", step_key as "stepKey", kind, service_id as "serviceId", outcome,
      on_day::text as "onDay"
    from dunning_steps where tenant_id = ${ctx.tenantId} and outcome in ('done', 'skipped')
      and invoice_id = any(${sql.param([...invoiceIds])}::uuid[])`);
  return rows;
}
