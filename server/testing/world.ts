import pg from "pg";
import { newId } from "@/server/kernel/ids";

/** A tenant with a row in every tenant table; each free text carries the canary. */
export type World = {
  tenantId: string;
  slug: string;
  canary: string;
  /** Id of the tenant's row in a table. */
  id(table: string): string;
};

type Column = { table: string; name: string; type: string; nullable: boolean; hasDefault: boolean };
type Reference = { table: string; column: string; parent: string };

/** Texts that a rule of the database constrains: table.column → value. */
const FIXED: Record<string, string> = {
  "memberships.role": "agent",
  "sessions.audience": "staff",
  "tenant_domains.face": "staff",
  "tenant_keys.wrapped_key": "AAAA",
  // Not the active one: what a call seals in this world gets a key that opens.
  "tenant_keys.status": "retiring",
  // Words that a schema allows only some of.
  "customer_identities.channel": "email",
  "customer_identities.kind": "address",
  "tags.tone": "neutral",
  "custom_fields.type": "text",
  "custom_fields.entity": "customer",
  "tax_rates.rate": "18",
  "catalog_items.kind": "subscription",
  "price_books.currency": "PEN",
  "fx_rates.source": "manual",
  "fx_rates.currency": "USD",
  "services.state": "active",
  "services.currency": "PEN",
  "services.billing_mode": "prepaid",
  "service_holds.reason": "admin",
  "charges.kind": "charge",
  "charges.currency": "PEN",
  "service_changes.kind": "plan",
  "service_changes.status": "waiting",
  "enforcement_commands.kind": "manual",
  "enforcement_commands.desired": "off",
  "enforcement_commands.status": "pending",
  // Refused at once: what asks a router of this world waits for nobody.
  "routers.host": "127.0.0.1",
  "routers.tls_mode": "none",
  "routers.cut_method": "addressList",
  "routers.state": "new",
  "router_accesses.method": "pppoe",
  "router_accesses.cut_method": "profile",
  "router_accesses.adoption": "new",
  "reconcile_runs.status": "planned",
  "reconcile_rows.kind": "missing",
  "reconcile_rows.outcome": "open",
  "reconcile_rows.why": "name",
  "row_decisions.decision": "adopted",
  "document_series.kind": "invoice",
  "billing_runs.kind": "recurring",
  "billing_runs.status": "planned",
  "billing_run_lines.currency": "PEN",
  "billing_run_lines.total_minor": "2",
  "billing_run_lines.kind": "recurring",
  "invoices.kind": "manual",
  "invoices.document_status": "draft",
  "invoices.currency": "PEN",
  "invoices.total_minor": "2",
  "invoice_lines.kind": "charge",
  "invoice_lines.total_minor": "2",
  "billed_periods.outcome": "billed",
  "credit_notes.status": "draft",
  "credit_notes.currency": "PEN",
  "credit_notes.total_minor": "2",
  "credit_note_lines.total_minor": "2",
  "ledger_entries.kind": "invoice",
  "ledger_entries.source_type": "invoice",
  "ledger_legs.account": "receivable",
  "ledger_legs.currency": "PEN",
  "ledger_legs.amount_minor": "0",
  "ledger_legs.base_minor": "0",
  "customer_balances.currency": "USD",
  "deposits.currency": "PEN",
  "deposits.status": "held",
  "dunning_steps.kind": "reminder",
  "dunning_steps.outcome": "done",
  "payment_promises.currency": "PEN",
  "payment_promises.status": "open",
  "payment_promises.origin": "staff",
  "collection_tasks.currency": "PEN",
  "collection_tasks.origin": "staff",
  "payments.method": "cash",
  "payments.status": "recorded",
  "payments.currency": "PEN",
  "payment_methods.status": "removed",
  "payment_attempts.status": "rejected",
  "payment_attempts.currency": "PEN",
  "gateway_refunds.amount_minor": "2",
  "gateway_refunds.before_minor": "0",
  "gateway_refunds.currency": "PEN",
  "gateway_refunds.status": "failed",
  "payment_proofs.status": "rejected",
  "payment_proofs.currency": "PEN",
  "bank_accounts.currency": "PEN",
  "bank_movements.currency": "PEN",
  "bank_movements.status": "out",
  "bank_movements.confidence": "none",
  "cash_shifts.status": "closed",
  "cash_movements.kind": "float",
  "cash_movements.currency": "PEN",
  "refunds.method": "cash",
  "refunds.currency": "PEN",
  "refunds.status": "succeeded",
  "notification_policies.audience": "customer",
  "messages.channel": "email",
  "messages.status": "sent",
  "message_budgets.currency": "USD",
  "inbound_webhooks.status": "done",
};

/** Columns that must stay empty beside the others of their row: table.column. */
const EMPTY = new Set([
  "sessions.customer_id",
  "sessions.impersonation_id",
  "sessions.view_as",
  "payment_allocations.credit_note_id",
  "payment_allocations.deposit_id",
]);

/** Fills every tenant table for a new tenant, straight from the catalogue, so that a new table is covered by itself. */
export async function mintWorld(): Promise<World> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_PLATFORM_URL });
  await client.connect();
  const tenantId = newId();
  const canary = `canary${newId().replaceAll("-", "")}`;
  const slug = canary.slice(0, 30);
  const ids: Record<string, string> = {};
  try {
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    await client.query(
      "insert into tenants (id, slug, name, country, time_zone, currency, locale) values ($1, $2, $3, 'PE', 'America/Lima', 'PEN', 'es')",
      [tenantId, slug, canary],
    );
    const { columns, references } = await readCatalogue(client);
    for (const table of inOrder([...new Set(columns.map((column) => column.table))], references)) {
      if (table === "event_heads") continue;
      ids[table] = newId();
      if (table === "events") await appendOne(client, ids[table], canary);
      else await fill(client, table, { tenantId, canary, ids, columns, references });
    }
    await client.query("commit");
  } finally {
    await client.end();
  }
  return {
    tenantId,
    slug,
    canary,
    id: (table) => {
      const id = ids[table];
      if (!id) throw new Error(`no table ${table}`);
      return id;
    },
  };
}

async function readCatalogue(
  client: pg.Client,
): Promise<{ columns: Column[]; references: Reference[] }> {
  const columns = await client.query<Column>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable, a.atthasdef as "hasDefault"
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r','p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
       and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
     order by c.relname, a.attnum`,
  );
  const references = await client.query<Reference>(
    `select k.conrelid::regclass::text as table, a.attname as column, k.confrelid::regclass::text as parent
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  );
  return { columns: columns.rows, references: references.rows };
}

/** Parents before children. */
function inOrder(tables: string[], references: Reference[]): string[] {
  const done: string[] = [];
  const visit = (table: string) => {
    if (done.includes(table) || !tables.includes(table)) return;
    for (const { parent } of references.filter(
      (ref) => ref.table === table && ref.parent !== table,
    ))
      visit(parent);
    done.push(table);
  };
  tables.forEach(visit);
  return done;
}

type Filling = {
  tenantId: string;
  canary: string;
  ids: Record<string, string>;
  columns: Column[];
  references: Reference[];
};

async function fill(client: pg.Client, table: string, world: Filling): Promise<void> {
  const values = new Map<string, unknown>();
  for (const column of world.columns.filter((candidate) => candidate.table === table)) {
    const value = await valueOf(client, column, world);
    if (value !== undefined) values.set(column.name, value);
  }
  const names = [...values.keys()].map((name) => client.escapeIdentifier(name)).join(", ");
  const marks = [...values.keys()].map((_, i) => `$${i + 1}`).join(", ");
  await client.query(`insert into ${client.escapeIdentifier(table)} (${names}) values (${marks})`, [
    ...values.values(),
  ]);
}

async function valueOf(client: pg.Client, column: Column, world: Filling): Promise<unknown> {
  const { table, name, type } = column;
  if (name === "id") return world.ids[table];
  if (name === "tenant_id") return world.tenantId;
  const fixed = FIXED[`${table}.${name}`];
  if (fixed) return fixed;
  if (EMPTY.has(`${table}.${name}`)) return undefined;
  const reference = world.references.find((ref) => ref.table === table && ref.column === name);
  if (reference?.parent === "users") return newUser(client, world.canary);
  if (reference) return world.ids[reference.parent];
  if (column.hasDefault || (column.nullable && type !== "text")) return undefined;
  return sample(type, world.canary);
}

function sample(type: string, canary: string): unknown {
  if (type === "text") return canary;
  if (type === "uuid") return newId();
  if (type === "jsonb") return JSON.stringify([canary]);
  if (type === "bytea") return Buffer.from(canary);
  if (type === "boolean") return true;
  if (type === "integer" || type === "bigint" || type.startsWith("numeric")) return 1;
  if (type === "date") return "2026-01-31";
  if (type.startsWith("timestamp")) return new Date(Date.now() + 3_600_000);
  throw new Error(`no sample for a column of type ${type}`);
}

async function newUser(client: pg.Client, canary: string): Promise<string> {
  const id = newId();
  await client.query("insert into users (id, email, name) values ($1, $2, $3)", [
    id,
    `${id}@${canary}.example`,
    canary,
  ]);
  return id;
}

async function appendOne(client: pg.Client, id: string, canary: string): Promise<void> {
  await client.query(
    "select app.append_events($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text)",
    [
      [id],
      ["platform.access"],
      ["tenant"],
      [canary],
      [new Date()],
      JSON.stringify({ payload: { reason: canary } }),
    ],
  );
}

/** A hash of everything that a tenant owns: unchanged means that nobody touched it. */
export async function fingerprintOf(tenantId: string): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_PLATFORM_URL });
  await client.connect();
  try {
    const { columns } = await readCatalogue(client);
    const parts: string[] = [];
    for (const table of new Set(columns.map((column) => column.table))) {
      const { rows } = await client.query<{ hash: string | null }>(
        `select md5(string_agg(t::text, '|' order by t::text)) as hash from ${client.escapeIdentifier(table)} t where tenant_id = $1`,
        [tenantId],
      );
      parts.push(`${table}=${rows[0]?.hash ?? ""}`);
    }
    return parts.join(";");
  } finally {
    await client.end();
  }
}
