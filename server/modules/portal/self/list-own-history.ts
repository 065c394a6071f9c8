import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import { historyKind, TOLD_FACTS } from "../rules/history";
import type { HistoryInput, HistoryPage } from "./schema";

const PAGE = 30;

type Row = {
  id: string;
  seq: number;
  name: string;
  at: string;
  payload: Record<string, unknown>;
  title: string | null;
};

/**
 * What happened to the signed-in customer's invoices, services, payments and promises, newest first: the facts of the
 * staff's timeline, without who did it and how.
 */
export function listOwnHistory(ctx: Ctx, { before }: HistoryInput): Promise<HistoryPage> {
  const { customerId } = ownCustomer(ctx);
  const own = sql`tenant_id = ${ctx.tenantId} and customer_id = ${customerId}`;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      with things (type, id, title) as (
        select 'service', s.id::text, coalesce(nullif(s.label, ''), i.name) from services s
          join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
          where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId}
        union all select 'invoice', id::text, full_number from invoices where ${own} and document_status <> 'draft'
        union all select 'payment', id::text, receipt_full_number from payments where ${own}
        union all select 'promise', id::text, '' from payment_promises where ${own})
      select f.id, f.seq::float8 as seq, f.name, f.payload, f.title,
        to_char(f.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from things t cross join lateral (
        select o.id, o.seq, o.name, o.body::jsonb -> 'payload' as payload, o.occurred_at, t.title from events o
        where o.tenant_id = ${ctx.tenantId} and o.entity_type = t.type and o.entity_id = t.id
          and o.name = any(${sql.param([...TOLD_FACTS])}::text[]) and (${before ?? null}::bigint is null or o.seq < ${before ?? null}::bigint)
        order by o.seq desc limit ${PAGE + 1}) f
      order by f.seq desc limit ${PAGE + 1}`);
    const shown = rows.slice(0, PAGE);
    return {
      items: shown.flatMap(({ id, at, name, payload, title }) => {
        const kind = historyKind(name, payload);
        return kind ? [{ id, at, kind, name: title ?? "", ...figuresOf(payload) }] : [];
      }),
      nextBefore: rows.length > PAGE ? (shown.at(-1)?.seq ?? null) : null,
    };
  });
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** An amount and a day, where the fact has them. */
function figuresOf({ amountMinor, totalMinor, currency, dueOn, until, onDay }: Row["payload"]) {
  const amount = amountMinor ?? totalMinor;
  return {
    amountMinor: typeof amount === "number" ? amount : null,
    currency: text(currency),
    onDay: text(dueOn) ?? text(until) ?? text(onDay),
  };
}
