import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays, dayIn, daysBetween } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { appendFacts, type PastFact } from "./append-facts";
import { draw } from "./draw";

/** Days overdue from which a demo service has been cut. */
const CUT_AFTER_DAYS = 12;

/** Says what is overdue, and cuts the services of those who owe for long: some proven, a few still waiting for somebody. */
export async function seedDebts(owner: Ctx, timeZone: string): Promise<void> {
  const today = dayIn(timeZone, owner.now);
  await inTenant(owner, async (tx) => {
    const late = await markOverdue(owner, tx, today);
    const cuts = await cutServices(owner, tx, today);
    await appendFacts(
      owner,
      tx,
      [...late, ...cuts].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    );
    await makeTasks(owner, tx, today);
  });
}

const noon = (day: string): Date => new Date(`${day}T14:00:00Z`);

async function markOverdue(owner: Ctx, tx: Tx, today: string): Promise<PastFact[]> {
  const { rows } = await tx.execute<{
    id: string;
    customerId: string;
    number: string;
    kind: string;
    currency: string;
    totalMinor: number;
    openMinor: number;
    issuedOn: string;
    dueOn: string;
  }>(sql`
    update invoices set overdue_at = (due_on + 1)::timestamp at time zone 'UTC' + interval '14 hours'
    where tenant_id = ${owner.tenantId} and document_status = 'finalized' and due_on < ${today}::date and open_minor > 0
      and overdue_at is null
    returning id, customer_id as "customerId", full_number as number, kind, currency, total_minor::float8 as "totalMinor",
      open_minor::float8 as "openMinor", issued_on::text as "issuedOn", due_on::text as "dueOn"`);
  return rows.map(({ id, ...fact }) => ({
    ...{ name: "invoice.overdue" as const, id, at: noon(addDays(fact.dueOn, 1)) },
    payload: { ...fact, daysOverdue: 1 },
  }));
}

/** Active services on invoices long overdue: held for debt, off; every eighth still waits for its proof. */
async function cutServices(owner: Ctx, tx: Tx, today: string): Promise<PastFact[]> {
  const { rows } = await tx.execute<{
    id: string;
    number: number;
    customerId: string;
    kind: string;
    dueOn: string;
  }>(sql`
    select s.id, s.number, s.customer_id as "customerId", s.enforcement_kind as kind, min(i.due_on)::text as "dueOn"
    from invoices i join invoice_lines l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    join services s on s.tenant_id = l.tenant_id and s.id = l.service_id
    where i.tenant_id = ${owner.tenantId} and i.open_minor > 0 and i.document_status = 'finalized'
      and i.due_on < ${addDays(today, -CUT_AFTER_DAYS)}::date and s.state = 'active' and s.enforcement_kind <> 'none'
      and cardinality(s.holds) = 0
    group by s.id, s.number, s.customer_id, s.enforcement_kind order by s.id`);
  const cuts = rows
    .filter(({ id }) => draw(id, "spared", 10) > 0)
    .map((row) => {
      const cutOn = addDays(row.dueOn, CUT_AFTER_DAYS);
      const proven = draw(row.id, "proof", 8) > 0;
      const minutes = 20 + draw(row.id, "took", 200);
      const at = noon(cutOn);
      const provenAt = proven ? new Date(at.getTime() + minutes * 60_000) : null;
      return { ...row, commandId: newId(at.getTime()), cutOn, at, provenAt, seconds: minutes * 60 };
    });
  await writeCuts(owner, tx, cuts);
  return cuts.flatMap(({ id, number, customerId, commandId, kind, at, provenAt, seconds }) => {
    const service = { number, customerId };
    const asked: PastFact[] = [
      {
        name: "service.holdPlaced",
        id,
        at,
        payload: { ...service, reason: "debt", holds: ["debt"], desired: "off" },
      },
      { name: "service.suspendRequested", id, at, payload: { ...service, holds: ["debt"] } },
    ];
    const proof = { ...service, commandId, kind, seconds };
    return provenAt
      ? [...asked, { name: "service.suspended" as const, id, at: provenAt, payload: proof }]
      : asked;
  });
}

async function writeCuts(
  owner: Ctx,
  tx: Tx,
  cuts: readonly {
    id: string;
    commandId: string;
    kind: string;
    cutOn: string;
    at: Date;
    provenAt: Date | null;
  }[],
): Promise<void> {
  const { tenantId } = owner;
  const given = sql`jsonb_to_recordset(${JSON.stringify(cuts)}::jsonb) as r (id uuid, "commandId" uuid, kind text, "cutOn" date,
    at timestamptz, "provenAt" timestamptz)`;
  await tx.execute(sql`
    insert into service_holds (tenant_id, service_id, reason, note, placed_by, placed_at, placed_on)
    select ${tenantId}::uuid, r.id, 'debt', '', 'system', r.at, r."cutOn" from ${given}`);
  await tx.execute(sql`
    insert into enforcement_commands (id, tenant_id, service_id, kind, desired, status, reason, attempts, proof, requested_at, applied_at,
      proven_at, created_at)
    select r."commandId", ${tenantId}::uuid, r.id, r.kind, 'off', case when r."provenAt" is null then 'pending' else 'proven' end, 'debt',
      case when r."provenAt" is null then 0 else 1 end,
      case when r."provenAt" is not null then jsonb_build_object('observed', 'off', 'at', r."provenAt", 'note', 'Cortado en la caja NAP') end,
      r.at, r."provenAt", r."provenAt", r.at
    from ${given}`);
  await tx.execute(sql`
    update services s set holds = array['debt'], desired = 'off', version = s.version + 1, plain = false,
      state = case when r."provenAt" is null then 'suspendRequested' else 'suspended' end,
      observed = case when r."provenAt" is null then s.observed else 'off' end,
      observed_at = coalesce(r."provenAt", s.observed_at), updated_at = coalesce(r."provenAt", r.at)
    from ${given} where s.tenant_id = ${tenantId} and s.id = r.id`);
}

const NEXT_ACTIONS = [
  "Llamar por la tarde",
  "Visitar con el cobrador",
  "Enviar el estado de cuenta",
  "Confirmar la transferencia",
];

/** Somebody looks after the largest debts. */
async function makeTasks(owner: Ctx, tx: Tx, today: string): Promise<void> {
  const { rows } = await tx.execute<{
    customerId: string;
    currency: string;
    amountMinor: number;
    dueOn: string;
  }>(sql`
    select customer_id as "customerId", currency, sum(open_minor)::float8 as "amountMinor", min(due_on)::text as "dueOn"
    from invoices where tenant_id = ${owner.tenantId} and open_minor > 0 and document_status = 'finalized'
      and due_on < ${addDays(today, -20)}::date
    group by customer_id, currency order by 3 desc, customer_id limit 40`);
  const tasks = rows.map((row) => ({
    ...row,
    status: (["open", "open", "inProgress", "promised"] as const)[draw(row.customerId, "task", 4)],
    priority: daysBetween(row.dueOn, today) > 60 ? "high" : "normal",
    channel: draw(row.customerId, "channel", 2) === 0 ? "phone" : "whatsapp",
    nextAction: NEXT_ACTIONS[draw(row.customerId, "next", NEXT_ACTIONS.length)],
    nextActionOn: addDays(today, draw(row.customerId, "when", 6) - 1),
    createdAt: noon(addDays(row.dueOn, 15)).toISOString(),
  }));
  await tx.execute(sql`
    insert into collection_tasks (tenant_id, customer_id, currency, amount_minor, status, priority, owner_membership_id, channel,
      next_action, next_action_on, origin, dedupe_key, search_text, created_at, updated_at)
    select ${owner.tenantId}::uuid, c.id, r.currency, r."amountMinor", r.status, r.priority, c.owner_membership_id, r.channel,
      r."nextAction", r."nextActionOn", 'policy', 'seed:' || c.id, c.search_text, r."createdAt", r."createdAt"
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as r ("customerId" uuid, currency text, "amountMinor" bigint, status text,
      priority text, channel text, "nextAction" text, "nextActionOn" date, "createdAt" timestamptz)
    join customers c on c.tenant_id = ${owner.tenantId} and c.id = r."customerId"
    on conflict do nothing`);
}
