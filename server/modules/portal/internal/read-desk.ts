import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import { payReference } from "@/server/kernel/pay-reference";
import { readKeeping } from "@/server/modules/payments/cards/read-keeping";
import { listOffered } from "@/server/modules/payments/gateways/list-offered";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { PayDesk } from "../pay/schema";
import { attemptState } from "../rules/attempt-state";
import { payerName } from "../rules/payer-name";
import { ownCustomer } from "./own-customer";
import { ownInvoices } from "./own-invoices";

/** Of what a link shows: its own invoice, or all; undefined: the customer is signed in. */
export type OfLink = { id: string; invoiceId: string | null } | undefined;

/** Everything that a page needs on which the context's customer pays. */
export async function readDesk(ctx: Ctx, tx: Tx, link?: OfLink): Promise<PayDesk> {
  const { today } = await tenantFacts(ctx, tx);
  const only = link?.invoiceId ? sql`and id = ${link.invoiceId}` : sql``;
  const open = sql`and document_status = 'finalized' and open_minor > 0 ${only} order by due_on, id limit 60`;
  const invoices = await ownInvoices(ctx, tx, today, open);
  const currencies = [...new Set(invoices.map(({ currency }) => currency))];
  return {
    ...(await readPayer(ctx, tx)),
    today,
    proofs: await readProofs(ctx, tx, link),
    invoices,
    // Who has a link may be anybody: only who is signed in keeps a card.
    ...(await readKeeping(ctx, tx, await listOffered(ctx, tx, currencies), link === undefined)),
    ways: (await readSettings(ctx, tx, "paying")).data.ways,
    attempts: await readAttempts(ctx, tx, link),
    paid: link ? await readPaid(ctx, tx, link) : [],
  };
}

async function readPayer(ctx: Ctx, tx: Tx): Promise<Pick<PayDesk, "payer" | "cut" | "reference">> {
  const { rows } = await tx.execute<{
    kind: string;
    name: string;
    number: number;
    cut: boolean;
  }>(sql`
    select kind, name, number::int, exists (select 1 from services s where s.tenant_id = c.tenant_id and s.customer_id = c.id
      and 'debt' = any(s.holds)) as cut
    from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${ownCustomer(ctx).customerId}`);
  if (!rows[0]) throw new NotFound("customer");
  const { kind, name, number, cut } = rows[0];
  return { payer: payerName(kind, name), cut, reference: payReference(number) };
}

/** What was said to be paid here: of a link for one invoice only what names it. */
async function readProofs(ctx: Ctx, tx: Tx, link: OfLink): Promise<PayDesk["proofs"]> {
  const named = link?.invoiceId
    ? sql`invoice_ids @> ${JSON.stringify([link.invoiceId])}::jsonb`
    : sql`true`;
  const { rows } = await tx.execute<PayDesk["proofs"][number]>(sql`
    select id, status, currency, amount_minor::float8 as "amountMinor", reject_reason as "rejectReason"
    from payment_proofs where tenant_id = ${ctx.tenantId} and customer_id = ${ownCustomer(ctx).customerId}
      and created_at > ${new Date(ctx.now.getTime() - 30 * 86_400_000).toISOString()}::timestamptz and ${named}
    order by created_at desc, id desc limit 3`);
  return rows;
}

type Attempt = Omit<PayDesk["attempts"][number], "state"> & { status: string };

async function readAttempts(ctx: Ctx, tx: Tx, link: OfLink): Promise<PayDesk["attempts"]> {
  const { rows } = await tx.execute<Attempt>(sql`
    select id, status, currency, amount_minor::float8 as "amountMinor", reason,
      case when status = 'pending' then voucher end as voucher from payment_attempts
    where tenant_id = ${ctx.tenantId} and customer_id = ${ownCustomer(ctx).customerId}
      and (created_at > ${new Date(ctx.now.getTime() - 86_400_000).toISOString()}::timestamptz
        or (status = 'pending' and (voucher ->> 'until')::timestamptz > ${ctx.now.toISOString()}::timestamptz))
      and ${link ? ofLink(link) : sql`true`}
    order by id desc limit 5`);
  return rows.map(({ status, ...row }) => ({ ...row, state: attemptState(status) }));
}

/** Begun from this link, or about its invoice alone, though not from the link for all: an attempt leads back to its own. */
const ofLink = ({ id, invoiceId }: NonNullable<OfLink>): SQL =>
  invoiceId === null
    ? sql`true`
    : sql`(pay_link_id = ${id} or invoice_ids = ${JSON.stringify([invoiceId])}::jsonb and not exists (select 1
        from pay_links l where l.tenant_id = payment_attempts.tenant_id and l.id = pay_link_id and l.invoice_id is null))`;

/** What paid the link's invoice, and how much of it; of a link for all, what was paid from it. */
async function readPaid(
  ctx: Ctx,
  tx: Tx,
  { id, invoiceId }: NonNullable<OfLink>,
): Promise<PayDesk["paid"]> {
  const by =
    invoiceId === null
      ? sql`select payment_id, null::bigint as minor from payment_attempts
          where tenant_id = ${ctx.tenantId} and pay_link_id = ${id}`
      : sql`select payment_id, sum(amount_minor)::bigint as minor from payment_allocations
          where tenant_id = ${ctx.tenantId} and invoice_id = ${invoiceId} and reversed_at is null group by 1`;
  const { rows } = await tx.execute<PayDesk["paid"][number]>(sql`
    select p.id as "paymentId", p.receipt_full_number as receipt, p.currency,
      coalesce(b.minor, p.amount_minor)::float8 as "amountMinor", p.received_on::text as "receivedOn"
    from payments p join (select payment_id, max(minor) as minor from (${by}) o group by 1) b on b.payment_id = p.id
    where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${ownCustomer(ctx).customerId}
      and p.status in ('recorded', 'verified', 'partiallyRefunded')
    order by p.id desc limit 12`);
  return rows;
}
