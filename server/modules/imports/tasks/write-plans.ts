import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import { record } from "@/server/events/record";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { ensureTaxDefaults } from "@/server/modules/catalog/taxes/ensure-tax-defaults";
import type { Ctx } from "@/server/tenancy/context";
import type { ImportedRow } from "../rules/read-rows";
import type { Writer } from "./import-tasks";

/** Plans of the old system → subscriptions of the catalogue, each with its price in the book of its currency from today on. */
export const writePlans: Writer = async (ctx, tx, rows) => {
  const { today } = await tenantFacts(ctx, tx);
  const made = rows.map(({ item, read }) => {
    const plan = read.row as ImportedRow["plans"];
    const network = plan.downKbps
      ? { downKbps: plan.downKbps, upKbps: plan.upKbps ?? plan.downKbps }
      : null;
    const searchText = foldText(`${plan.code} ${plan.name}`);
    return { ...plan, id: newId(ctx.now.getTime()), taskItemId: item.id, network, searchText };
  });
  const taxClassId = await ensureTaxDefaults(ctx, tx);
  const books = await booksFor(ctx, tx, [...new Set(made.map(({ currency }) => currency))]);
  const given = sql`jsonb_to_recordset(${JSON.stringify(made.map((plan) => ({ ...plan, book: books.get(plan.currency) })))}::jsonb)
    as r (id uuid, code text, name text, niche text, price numeric, book uuid, "intervalMonths" int, "billingMode" text,
    network jsonb, "searchText" text)`;
  await tx.execute(sql`
    insert into catalog_items (id, tenant_id, code, name, kind, niche, unit_of_measure, tax_class_id, interval_months,
      billing_mode, network, search_text, created_at, updated_at)
    select r.id, ${ctx.tenantId}::uuid, r.code, r.name, 'subscription', r.niche, 'month', ${taxClassId}::uuid,
      r."intervalMonths", r."billingMode", nullif(r.network, 'null'::jsonb), r."searchText",
      ${ctx.now.toISOString()}::timestamptz, ${ctx.now.toISOString()}::timestamptz
    from ${given}`);
  await tx.execute(sql`
    insert into prices (tenant_id, price_book_id, item_id, amount, valid_from)
    select ${ctx.tenantId}::uuid, r.book, r.id, r.price, ${today}::date from ${given}`);
  for (const plan of made)
    record(ctx, "catalogItem.created", {
      entity: { type: "catalogItem", id: plan.id },
      payload: { code: plan.code, kind: "subscription", origin: "import" },
    });
  return made.map(({ id, taskItemId }) => ({
    ...{ id: taskItemId, entityId: id },
    before: { at: ctx.now.toISOString() },
  }));
};

/** A book a currency: the default one where it has that currency, else the first, else a new one. */
async function booksFor(
  ctx: Ctx,
  tx: Tx,
  currencies: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ currency: string; id: string }>(sql`
    with wanted as (select unnest(${sql.param([...currencies])}::text[]) as currency),
    there as (
      select distinct on (b.currency) b.currency, b.id from price_books b join wanted using (currency)
      where b.tenant_id = ${ctx.tenantId} and b.archived_at is null order by b.currency, b.is_default desc, b.created_at),
    made as (
      insert into price_books (tenant_id, name, currency, is_default)
      select ${ctx.tenantId}::uuid, w.currency, w.currency, w.currency = (select currency from tenants where id = ${ctx.tenantId})
        and not exists (select 1 from price_books b where b.tenant_id = ${ctx.tenantId} and b.is_default)
      from wanted w where not exists (select 1 from there t where t.currency = w.currency)
      returning currency, id)
    select * from there union all select * from made`);
  return new Map(rows.map(({ currency, id }) => [currency, id]));
}
