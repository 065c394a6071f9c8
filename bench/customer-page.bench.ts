import { sql } from "drizzle-orm";
import pg from "pg";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { customerOverview } from "@/server/modules/crm/customer-overview";
import { customerTimeline } from "@/server/modules/crm/customer-timeline";
import { getCustomer } from "@/server/modules/crm/get-customer";
import { getDetails } from "@/server/modules/crm/get-details";
import { listDuplicates } from "@/server/modules/crm/list-duplicates";

import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { type Measure, sideBySide } from "./report";

const ROWS = 100_000;
const MONTHS = 14;
const TIMES = 30;

/** The 360° page of one customer in a tenant with 100 000, each with services, invoices, payments and facts. */
export async function run(): Promise<Measure[]> {
  const ctx = await load();
  await analyze();
  const ids = await chosen(ctx);
  let at = 0;
  const next = () => ids[at++ % ids.length] ?? "";
  const app = composition().db.app;
  const byHand = (queries: (id: string) => string[]) => () =>
    timed(() =>
      app.transaction(ctx.tenantId, async (tx) => {
        const id = next();
        for (const query of queries(id)) await tx.execute(sql.raw(query));
      }),
    );
  const t = `tenant_id = '${ctx.tenantId}'`;
  const own = (id: string) => `${t} and customer_id = '${id}'`;
  const person = (id: string) => [`select * from customers where ${t} and id = '${id}'`];
  const overview = (id: string) => [
    ...person(id),
    `select s.*, i.name from services s join catalog_items i on i.id = s.item_id where s.${own(id)}`,
    `select * from invoices where ${own(id)} and open_minor > 0 and document_status = 'finalized'`,
    `select * from payment_promises where ${own(id)}`,
  ];
  const timeline = (id: string) => [
    ...person(id),
    `select e.* from events e where e.${t} and (e.entity_type, e.entity_id) in (
      select 'customer', '${id}' union all select 'service', id::text from services where ${own(id)}
      union all select 'invoice', id::text from invoices where ${own(id)}
      union all select 'payment', id::text from payments where ${own(id)}) order by e.seq desc limit 51`,
  ];
  const details = (id: string) => [
    ...person(id),
    ...[
      "customer_contacts",
      "customer_addresses",
      "customer_identities",
      "notes",
      "customer_files",
    ].map((table) => `select * from ${table} where ${own(id)}`),
  ];
  const asked: [string, (customerId: string) => Promise<unknown>, (id: string) => string[]][] = [
    ["get", (customerId) => getCustomer(ctx, { customerId }), person],
    ["overview", (customerId) => customerOverview(ctx, { customerId }), overview],
    ["details", (customerId) => getDetails(ctx, { customerId }), details],
    ["timeline", (customerId) => customerTimeline(ctx, { customerId }), timeline],
  ];
  const measures: Measure[] = [];
  for (const [name, verb, queries] of asked) {
    const both = await sideBySide(TIMES, () => timed(() => verb(next())), byHand(queries));
    measures.push({
      name: `customer page: ${name}`,
      ...both,
      against: "the same in SQL",
      unit: "ms",
    });
  }
  const all = await sideBySide(
    TIMES,
    () =>
      timed(() => {
        const customerId = next();
        return Promise.all(asked.map(([, verb]) => verb(customerId)));
      }),
    byHand((id) => [...overview(id), ...details(id), ...timeline(id)]),
  );
  measures.push({
    name: "customer page: all of it",
    ...all,
    against: "the same in SQL",
    unit: "ms",
  });
  const twice = await sideBySide(
    5,
    () => timed(() => listDuplicates(ctx, {})),
    () =>
      timed(() =>
        app.transaction(ctx.tenantId, (tx) =>
          tx.execute(
            sql.raw(
              `select tax_id from customers where ${t} group by 1 having count(*) > 1 limit 51`,
            ),
          ),
        ),
      ),
  );
  measures.push({ name: "duplicates among them", ...twice, against: "one group by", unit: "ms" });
  return measures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function chosen(ctx: Ctx): Promise<string[]> {
  const { rows } = await composition().db.app.transaction(ctx.tenantId, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from customers where tenant_id = ${ctx.tenantId} and number % 997 = 0 order by number`,
    ),
  );
  return rows.map(({ id }) => id);
}

async function load(): Promise<Ctx> {
  const id = newId();
  const [item, tax] = [newId(), newId()];
  await composition().db.platform.transaction(id, async (tx) => {
    const run = (query: string) => tx.execute(sql.raw(query));
    await run(`insert into tenants (id, slug, name, country, time_zone, currency, locale)
      values ('${id}', 'c${id.slice(-8)}', 'Bench', 'PE', 'America/Lima', 'PEN', 'es')`);
    await run(
      `insert into tax_classes (id, tenant_id, code, name) values ('${tax}', '${id}', 'IGV', 'IGV')`,
    );
    await run(`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id)
      values ('${item}', '${id}', 'F100', 'Fibra 100', 'subscription', '${tax}')`);
    await run(`insert into customers (tenant_id, number, name, email, phone, city, tax_country, tax_id_kind, tax_id, search_text)
      select '${id}', n, 'Maria Quispe ' || n, 'c' || n || '@x.demo', '+519' || lpad(n::text, 8, '0'), 'Lima', 'PE', 'DNI',
        lpad((n - case when n % 1000 = 0 then 1 else 0 end)::text, 8, '0'), 'maria quispe ' || n
      from generate_series(1, ${ROWS}) n`);
    await run(`insert into customer_identities (tenant_id, customer_id, channel, kind, value, is_primary)
      select tenant_id, id, 'email', 'address', email, true from customers where tenant_id = '${id}'`);
    await run(
      `insert into notes (tenant_id, customer_id, text) select tenant_id, id, 'nota' from customers where tenant_id = '${id}'`,
    );
    await run(`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day)
      select tenant_id, number, id, '${item}', 'active', 'PEN', 'prepaid', 1 from customers where tenant_id = '${id}'`);
    await run(`insert into invoices (tenant_id, customer_id, kind, document_status, number, full_number, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient)
      select c.tenant_id, c.id, 'recurring', 'finalized', c.number * 100 + m, 'F-' || c.number || m, 'PEN', 8475, 1525, 10000,
        case m when 14 then 10000 else 0 end, date '2025-09-01' + make_interval(months => m), date '2025-09-08' + make_interval(months => m), '{}'
      from customers c, generate_series(1, ${MONTHS}) m where c.tenant_id = '${id}'`);
  });
  await stateFacts(id);
  return systemCtx(id, "bench");
}

/** Facts of invoices: each customer's last ones, and of every 997th (who is asked for) all; appended as verbs append them. */
async function stateFacts(id: string): Promise<void> {
  const body = `'{"version":1,"request":"r","actor":{"kind":"system","job":"b"},"payload":{}}'`;
  for (let part = 0; part < 20; part++)
    await composition().db.app.transaction(id, async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(
        sql.raw(`select app.append_events(array_agg(uuidv7()), array_agg('invoice.created'::text), array_agg('invoice'::text),
          array_agg(i.id::text), array_agg(now()), string_agg(${body}, E'\\n'))
        from invoices i join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
        where i.tenant_id = '${id}' and c.number % 20 = ${part} and (i.open_minor > 0 or c.number % 997 = 0)`),
      );
    });
}

/** As autovacuum does soon after a load; only the owner may. */
async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(
    "vacuum analyze customers, customer_identities, notes, services, invoices, events",
  );
  await client.end();
}
