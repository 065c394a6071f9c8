import { sql } from "drizzle-orm";
import pg from "pg";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { countInvoices } from "@/server/modules/billing/count-invoices";
import { listTasks } from "@/server/modules/billing/collections/list-tasks";
import { showBoard } from "@/server/modules/billing/collections/show-board";
import { listInvoices } from "@/server/modules/billing/list-invoices";
import { sumInvoices } from "@/server/modules/billing/sum-invoices";
import { customerOverview } from "@/server/modules/crm/customer-overview";
import { listCustomers } from "@/server/modules/crm/list-customers";
import { listMessages } from "@/server/modules/notifications/list-messages";
import { listPayments } from "@/server/modules/payments/list-payments";
import { listServices } from "@/server/modules/subscriptions/list-services";
import { listPageInput, listQuery } from "@/server/modules/work/schema";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { type Measure, sideBySide } from "./report";

const ROWS = 100_000;
/** Documents and payments a customer; `BENCH_MONTHS=3` loads faster. */
const MONTHS = Number(process.env.BENCH_MONTHS ?? 14);
const TIMES = 25;

const page = listPageInput.parse({});
const filtered = (filters: string) => listPageInput.parse({ filters });
const named = (table: string, where: string, order: string) =>
  `select x.*, c.name from ${table} x join customers c on c.id = x.customer_id and c.tenant_id = x.tenant_id
   where ${where} order by ${order} limit 51`;

type Asked = { name: string; verb: (ctx: Ctx) => Promise<unknown>; query: string[] };

/** Each list of the business on a tenant with 100 000 customers, and the same rows by plain SQL under the same fence. */
const asked = (t: string, customerId: string): Asked[] => [
  {
    name: "customers",
    verb: (ctx) => listCustomers(ctx, page),
    query: [
      `select * from customers where ${t} and archived_at is null order by created_at desc, id desc limit 51`,
    ],
  },
  {
    name: "services",
    verb: (ctx) => listServices(ctx, page),
    query: [named("services", `x.${t}`, "x.created_at desc, x.id desc")],
  },
  {
    name: "invoices",
    verb: (ctx) => listInvoices(ctx, page),
    query: [named("invoices", `x.${t}`, "x.issued_on desc, x.id desc")],
  },
  {
    name: "invoices, what is owed",
    verb: (ctx) => listInvoices(ctx, filtered("owed=yes")),
    query: [
      named(
        "invoices",
        `x.${t} and x.document_status = 'finalized' and x.open_minor > 0`,
        "x.issued_on desc, x.id desc",
      ),
    ],
  },
  {
    name: "invoices, how many",
    verb: (ctx) => countInvoices(ctx, listQuery.parse({})),
    query: [`select count(*) from invoices where ${t}`],
  },
  {
    name: "invoices, their sums",
    verb: (ctx) => sumInvoices(ctx, listQuery.parse({})),
    query: [
      `select currency, sum(total_minor), sum(open_minor), count(*) from invoices where ${t} and document_status = 'finalized' group by currency`,
    ],
  },
  {
    name: "payments",
    verb: (ctx) => listPayments(ctx, page),
    query: [named("payments", `x.${t}`, "x.received_on desc, x.id desc")],
  },
  {
    name: "messages",
    verb: (ctx) => listMessages(ctx, page),
    query: [named("messages", `x.${t}`, "x.created_at desc, x.id desc")],
  },
  {
    name: "collection tasks",
    verb: (ctx) => listTasks(ctx, page),
    query: [
      named("collection_tasks", `x.${t} and x.closed_at is null`, "x.created_at desc, x.id desc"),
    ],
  },
  {
    name: "collections board",
    verb: (ctx) => showBoard(ctx, { whose: "all" }),
    query: [
      `select count(*), sum(o.open) from collection_tasks x join lateral (select sum(open_minor) as open from invoices i
         where i.tenant_id = x.tenant_id and i.customer_id = x.customer_id and i.open_minor > 0 and i.document_status = 'finalized') o on true
       where x.${t} and x.status = 'open'`,
      named("collection_tasks", `x.${t} and x.status = 'open'`, "x.next_action_on, x.id"),
    ],
  },
  {
    name: "customer's page, overview",
    verb: (ctx) => customerOverview(ctx, { customerId }),
    query: [
      `select * from customers where ${t} and id = '${customerId}'`,
      `select * from services where ${t} and customer_id = '${customerId}'`,
      `select * from invoices where ${t} and customer_id = '${customerId}' and open_minor > 0 and document_status = 'finalized'`,
      `select * from payment_promises where ${t} and customer_id = '${customerId}'`,
    ],
  },
];

export async function run(): Promise<Measure[]> {
  const ctx = await load();
  const app = composition().db.app;
  const { rows } = await app.transaction(ctx.tenantId, (tx) =>
    tx.execute<{ id: string }>(sql`select id from customers where number = 54321`),
  );
  const measures: Measure[] = [];
  for (const { name, verb, query } of asked(`tenant_id = '${ctx.tenantId}'`, rows[0]?.id ?? "")) {
    const both = await sideBySide(
      TIMES,
      () => timed(() => verb(ctx)),
      () =>
        timed(() =>
          app.transaction(ctx.tenantId, async (tx) => {
            for (const one of query) await tx.execute(sql.raw(one));
          }),
        ),
    );
    measures.push({ name, ...both, against: "the same rows in SQL", unit: "ms" });
  }
  return measures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function load(): Promise<Ctx> {
  const id = newId();
  const [item, tax] = [newId(), newId()];
  await composition().db.platform.transaction(id, async (tx) => {
    const say = (query: string) => tx.execute(sql.raw(query));
    await say("set local statement_timeout = 0");
    await say(`insert into tenants (id, slug, name, country, time_zone, currency, locale)
      values ('${id}', 'b${id.slice(-8)}', 'Bench', 'PE', 'America/Lima', 'PEN', 'es')`);
    await say(
      `insert into tax_classes (id, tenant_id, code, name) values ('${tax}', '${id}', 'IGV', 'IGV')`,
    );
    await say(`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id)
      values ('${item}', '${id}', 'F100', 'Fibra 100', 'subscription', '${tax}')`);
    await say(`insert into customers (tenant_id, number, name, email, phone, city, search_text, created_at)
      select '${id}', n, 'Maria Quispe ' || n, 'c' || n || '@x.demo', '+519' || lpad(n::text, 8, '0'), 'Lima',
        'maria quispe ' || n, now() - make_interval(mins => n) from generate_series(1, ${ROWS}) n`);
    await say(`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day, created_at)
      select tenant_id, number, id, '${item}', 'active', 'PEN', 'prepaid', 1, created_at from customers where tenant_id = '${id}'`);
    await say(`insert into invoices (tenant_id, customer_id, kind, document_status, number, full_number, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient)
      select c.tenant_id, c.id, 'recurring', 'finalized', c.number * 100 + m, 'F-' || c.number || m, 'PEN', 8475, 1525, 10000,
        case m when ${MONTHS} then 10000 else 0 end, date '2025-09-01' + make_interval(months => m), date '2025-09-08' + make_interval(months => m), '{}'
      from generate_series(1, ${MONTHS}) m, customers c where c.tenant_id = '${id}'`);
    await say(`insert into payments (tenant_id, customer_id, method, status, currency, amount_minor, unallocated_minor, received_on, receipt_full_number)
      select tenant_id, customer_id, 'cash', 'recorded', currency, total_minor, 0, due_on, 'RC-' || number
      from invoices where tenant_id = '${id}' and open_minor = 0`);
    await say(`insert into messages (tenant_id, customer_id, origin_id, event, template, locale, status, created_at)
      select tenant_id, id, id, 'billing.invoiceIssued', 'billing.invoiceIssued', 'es', 'sent', created_at from customers where tenant_id = '${id}'`);
    await say(`insert into collection_tasks (tenant_id, customer_id, currency, amount_minor, status, next_action_on, origin, created_at)
      select tenant_id, id, 'PEN', 10000, 'open', date '2026-12-01', 'policy', created_at from customers where tenant_id = '${id}' and number % 10 = 0`);
  });
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query("vacuum analyze");
  await owner.end();
  return systemCtx(id, "bench");
}
