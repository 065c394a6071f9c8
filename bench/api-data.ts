import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { TestTenant } from "@/server/testing/tenant";
import { onOwner } from "./billing-data";

/** What callers of the API ask for by id. */
export type Known = {
  readonly customers: string[];
  readonly invoices: string[];
  readonly services: string[];
};

/** So many customers in the tenant, each with a service, documents of some months of which the last is open, and payments. */
export async function fillTenant(
  { id }: TestTenant,
  { customers, months }: { customers: number; months: number },
): Promise<Known> {
  const [item, tax] = [newId(), newId()];
  await composition().db.platform.transaction(id, async (tx) => {
    const say = (query: string) => tx.execute(sql.raw(query));
    await say("set local statement_timeout = 0");
    await say(
      `insert into tax_classes (id, tenant_id, code, name) values ('${tax}', '${id}', 'IGV-B', 'IGV')`,
    );
    await say(`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id)
      values ('${item}', '${id}', 'F100', 'Fibra 100', 'subscription', '${tax}')`);
    await say(`insert into customers (tenant_id, number, name, email, phone, city, search_text, created_at)
      select '${id}', n, 'Maria Quispe ' || n, 'c' || n || '@x.demo', '+519' || lpad(n::text, 8, '0'), 'Lima',
        'maria quispe ' || n, now() - make_interval(mins => n) from generate_series(1, ${customers}) n`);
    await say(`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day, created_at)
      select tenant_id, number, id, '${item}', 'active', 'PEN', 'prepaid', 1, created_at from customers where tenant_id = '${id}'`);
    await say(`insert into invoices (tenant_id, customer_id, kind, document_status, number, full_number, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient)
      select c.tenant_id, c.id, 'recurring', 'finalized', c.number * 100 + m, 'F-' || c.number || m, 'PEN', 8475, 1525, 10000,
        case m when ${months} then 10000 else 0 end, date '2026-01-01' + make_interval(months => m), date '2026-01-08' + make_interval(months => m),
        jsonb_build_object('name', c.name, 'taxIdKind', 'DNI', 'taxId', '', 'address', '', 'email', c.email)
      from generate_series(1, ${months}) m, customers c where c.tenant_id = '${id}'`);
    await say(`insert into payments (tenant_id, customer_id, method, status, currency, amount_minor, unallocated_minor, received_on, receipt_full_number)
      select tenant_id, customer_id, 'cash', 'recorded', currency, total_minor, 0, due_on, 'RC-' || number
      from invoices where tenant_id = '${id}' and open_minor = 0`);
  });
  await onOwner((owner) => owner.query("vacuum analyze"));
  const ids = (table: string, where = "true") =>
    onOwner(async (owner) => {
      const { rows } = await owner.query<{ id: string }>(
        `select id from ${table} where tenant_id = $1 and ${where} order by md5(id::text) limit 5000`,
        [id],
      );
      return rows.map((row) => row.id);
    });
  return {
    customers: await ids("customers"),
    invoices: await ids("invoices", "open_minor > 0"),
    services: await ids("services"),
  };
}
