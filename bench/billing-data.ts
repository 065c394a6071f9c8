import { sql } from "drizzle-orm";
import pg from "pg";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { addCustomer, openScene, type Scene } from "@/server/testing/billing-run/scene";

/** Day of the benches' runs. */
export const BILL_DAY = "2027-01-01";

/** A tenant with that many customers, each with a service due on the day; one in ten is not plain (a discount beside it). */
export async function openBilledTenant(customers: number): Promise<Scene> {
  const scene = await openScene();
  await addCustomer(scene);
  const { id } = scene.tenant;
  const step = 20_000;
  for (let from = 0; from < customers; from += step)
    await composition().db.app.transaction(id, async (tx) => {
      const count = Math.min(step, customers - from);
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(sql`
        with c as (
          insert into customers (tenant_id, number, name, tax_id_kind, tax_id, search_text)
          select ${id}, ${1_000_000 + from}::int + g, 'Cliente ' || g, 'DNI', lpad(g::text, 8, '0'), 'cliente ' || g
          from generate_series(1, ${count}::int) g returning id, number),
        s as (
          insert into services (tenant_id, number, customer_id, item_id, currency, billing_mode, interval_months, anchor_day,
            started_on, next_period_on, next_bill_on, plain, state)
          select ${id}, c.number, c.id, ${scene.itemId}, 'PEN', 'prepaid', 1, 1, ${BILL_DAY}, ${BILL_DAY}, ${BILL_DAY},
            c.number % 10 <> 0, 'active' from c returning id, customer_id, number),
        t as (
          insert into service_terms (tenant_id, service_id, starts_on, item_id)
          select ${id}, s.id, ${BILL_DAY}, ${scene.itemId} from s)
        insert into charges (tenant_id, customer_id, service_id, kind, description, basis, amount, currency, tax_class_id, recurring, starts_on, cycles_left)
        select ${id}, s.customer_id, s.id, 'discount', 'Bienvenida', 'percent', -10, 'PEN', ${scene.taxClassId}, true, ${BILL_DAY}, 3
        from s where s.number % 10 = 0`);
    });
  await onOwner((owner) => owner.query("vacuum analyze"));
  return scene;
}

export async function onOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: composition().env.DATABASE_URL });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** What the run wrote, in the order in which references allow. */
const WRITTEN = [
  "billing_runs",
  "billing_run_lines",
  "invoices",
  "invoice_lines",
  "billed_periods",
  "charge_uses",
  "ledger_entries",
  "ledger_legs",
  "events",
];
const STOOD = ["tax_classes", "price_books", "catalog_items", "customers", "services", "charges"];

/**
 * Seconds to insert the rows of a run again, under another tenant's id, into the same tables with the same keys, foreign
 * keys and triggers: one INSERT … SELECT a table from the rows that stand, in one transaction, by the role that
 * row-level security lets through.
 */
export async function insertRaw(tenantId: string): Promise<number> {
  const other = newId();
  const client = await composition().db.platform.pool.connect();
  try {
    for (const table of ["document_series", ...STOOD]) await copy(client, table, tenantId, other);
    await onOwner((owner) => owner.query("vacuum analyze"));
    const startMs = performance.now();
    await client.query("begin");
    for (const table of WRITTEN) await copy(client, table, tenantId, other);
    await client.query("commit");
    return (performance.now() - startMs) / 1000;
  } finally {
    client.release();
  }
}

async function copy(client: pg.PoolClient, table: string, tenantId: string, other: string) {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const names = rows.map(({ name }) => `"${name}"`).join(", ");
  const order = table === "events" ? "order by seq" : "";
  await client.query(
    `insert into ${table} (${names}) select ${names.replace('"tenant_id"', `'${other}'`)} from ${table} where tenant_id = '${tenantId}' ${order}`,
  );
}
