import { sql } from "drizzle-orm";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Town } from "./town";

/** What stands there, told without ids and instants: the same whichever drivers brought it about. */
export type Told = Readonly<Record<string, unknown[]>>;

const day = (column: string) => sql.raw(`(${column} at time zone 'America/Lima')::date::text`);
const who = sql`(select c.number from customers c where c.tenant_id = x.tenant_id and c.id = x.customer_id)`;

/** Invoices, payments, what paid what, services, holds, commands, steps, promises, messages, facts, books. */
const QUESTIONS = {
  invoices: sql`select ${who} as who, x.issued_on::text as issued, x.due_on::text as due, x.total_minor::float8 as total,
      x.open_minor::float8 as open, x.document_status as document, x.payment_status as paid from invoices x`,
  payments: sql`select ${who} as who, x.method, x.provider, x.status, x.amount_minor::float8 as amount,
      x.unallocated_minor::float8 as credit, x.received_on::text as "on" from payments x`,
  allocations: sql`select i.due_on::text as due, ${who} as who, a.amount_minor::float8 as amount,
      a.reversed_at is not null as reversed from payment_allocations a
      join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
      join invoices x on x.tenant_id = a.tenant_id and x.id = a.invoice_id`,
  services: sql`select ${who} as who, x.state, x.desired, x.observed, x.holds, x.next_bill_on::text as next from services x`,
  holds: sql`select ${who} as who, h.reason, h.soft, h.placed_on::text as "from", h.lifted_on::text as "to" from service_holds h
      join services x on x.tenant_id = h.tenant_id and x.id = h.service_id`,
  commands: sql`select ${who} as who, c.kind, c.status, ${day("c.requested_at")} as "on" from enforcement_commands c
      join services x on x.tenant_id = c.tenant_id and x.id = c.service_id`,
  steps: sql`select ${who} as who, x.step_key as step, x.kind, x.outcome, x.on_day::text as "on" from dunning_steps x
      where x.outcome <> 'deferred'`,
  promises: sql`select ${who} as who, x.status, x.due_on::text as due, x.amount_minor::float8 as amount from payment_promises x`,
  messages: sql`select ${who} as who, x.event, x.status, x.locale, ${day("x.created_at")} as "on" from messages x`,
  books: sql`select l.account, sum(l.amount_minor)::float8 as amount from ledger_legs l group by l.account`,
  facts: sql`select e.name, ${day("e.occurred_at")} as "on", count(*)::int as n from events e
      where e.entity_type <> 'schedule' group by 1, 2`,
} as const;

/** Asks all of it of a tenant. */
export async function tell({ owner }: Town): Promise<Told> {
  return inTenant(owner, async (tx) => {
    const told: Record<string, unknown[]> = {};
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const { rows } = await tx.execute(question);
      told[name] = rows.map((row) => JSON.stringify(row)).toSorted();
    }
    return told;
  });
}
