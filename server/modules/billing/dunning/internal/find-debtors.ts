import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { whyNoCut } from "../rules/cut-days";
import { isInforming, remindFrom } from "../rules/invoice-steps";
import type { LadderPolicy, Moment, Policies } from "../rules/types";

/**
 * Customers whom some step may concern at this moment, the next `limit` after `after`: never fewer than the rule would
 * act on, and few that it would leave alone, so that a look each quarter of an hour costs little.
 */
export async function findDebtors(
  ctx: Ctx,
  tx: Tx,
  policies: Policies,
  moment: Moment,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const parts = [informing(policies, moment), forcing(policies, moment)].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return [];
  // What is open comes first and once, and what hangs on it is looked up row by row (subqueries that are not flattened):
  // joins were planned badly while the statistics lag behind a billing run (5 s for a thousand invoices).
  const { rows } = await tx.execute<{ id: string }>(sql`
    with i as materialized (${openInvoices(ctx, policies, moment, after)})
    select distinct id from (${sql.join(parts, sql` union all `)}) found order by id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Claims that some step may concern by their day, of customers whom nothing keeps from it. */
function openInvoices(ctx: Ctx, policies: Policies, { today }: Moment, after: string | null): SQL {
  const offsets = ladders(policies).flatMap(({ steps }) => steps.map((step) => step.offsetDays));
  const until = addDays(today, -Math.min(0, ...offsets));
  return sql`
    select i.id, i.tenant_id, i.customer_id, i.due_on, (select c.dunning_policy_id from customers c
      where c.id = i.customer_id and c.tenant_id = i.tenant_id) as own_policy
    from invoices i
    where i.tenant_id = ${ctx.tenantId} and i.open_minor > 0 and i.document_status = 'finalized'
      and i.due_on <= ${until}::date and i.disputed_at is null
      and not (select c.dunning_exempt from customers c where c.id = i.customer_id and c.tenant_id = i.tenant_id)
      and (${after}::uuid is null or i.customer_id > ${after}::uuid)
      and not exists (select from payment_promises p where p.tenant_id = i.tenant_id and p.customer_id = i.customer_id
        and p.status = 'open')`;
}

const ladders = ({ byId, fallback }: Policies): LadderPolicy[] => [
  ...new Map([...byId, [fallback.id, fallback] as const]).values(),
];

/** Reminders and tasks of each invoice's own ladder that are due and not taken. */
function informing(policies: Policies, { today, time }: Moment): SQL | undefined {
  const awake = ladders(policies).filter((policy) => remindFrom(policy) <= time);
  const steps = awake.flatMap(({ id, steps: own }) =>
    own
      .filter((step) => isInforming(step) || step.kind === "task")
      .map(({ key, offsetDays }) => ({ policy: id, key, offset: offsetDays })),
  );
  if (steps.length === 0) return undefined;
  return sql`
    select i.customer_id as id from i
    join jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s (policy uuid, key text, "offset" int)
      on s.policy = ${ladderOfInvoice(policies)} and i.due_on + s."offset" <= ${today}::date
    where s.key <> all (array(select d.step_key from dunning_steps d where d.tenant_id = i.tenant_id
      and d.invoice_id = i.id and d.outcome in ('done', 'skipped')))`;
}

/** The customer's, else its first service's plan's, else the tenant's: as `policyOfInvoice` says. */
const ladderOfInvoice = ({ byId, fallback }: Policies): SQL =>
  byId.size <= 1
    ? sql`${fallback.id}::uuid`
    : sql`coalesce((select l.id from dunning_policies l where l.tenant_id = i.tenant_id and l.archived_at is null and l.id =
        coalesce(i.own_policy, (select p.dunning_policy_id from invoice_lines n
          join services v on v.id = n.service_id and v.tenant_id = n.tenant_id
          join catalog_items p on p.id = v.item_id and p.tenant_id = v.tenant_id
          where n.tenant_id = i.tenant_id and n.invoice_id = i.id and v.state not in ('terminated', 'cancelled')
          order by v.number limit 1))), ${fallback.id}::uuid)`;

/** Services that a step may hold or end, within the hours of some ladder. */
function forcing(policies: Policies, moment: Moment): SQL | undefined {
  const { today, time } = moment;
  const live = ladders(policies).filter(
    (policy) => policy.cutFrom <= time && time <= policy.cutUntil,
  );
  if (live.length === 0 || moment.cutsFrozen) return undefined;
  const from = (kind: string) => {
    const offsets = live.flatMap(({ steps }) =>
      steps.filter((step) => step.kind === kind).map((step) => step.offsetDays),
    );
    return offsets.length === 0 ? null : addDays(today, -Math.min(...offsets));
  };
  // On a day without cuts each of them is looked at once, so that it is known why it waits.
  const closed = live.every((policy) => whyNoCut(policy, moment, today, null) !== undefined);
  const seen = closed
    ? sql`and not exists (select from dunning_steps d where d.tenant_id = i.tenant_id and d.invoice_id = i.id
        and d.service_id = s.id and d.outcome = 'deferred' and d.on_day = ${today}::date)`
    : sql``;
  const oneOff = live.some((policy) => policy.oneOffCuts);
  return sql`
    select i.customer_id as id from i join services s on s.tenant_id = i.tenant_id and s.customer_id = i.customer_id
    where i.due_on < ${today}::date
      and s.state not in ('terminated', 'cancelled', 'pendingInstall', 'pendingPayment', 'paused')
      and (${oneOff} or exists (select from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id
        and l.service_id = s.id))
      and ((${due("cut", from("cut"))} and ${notHeld("hard")}) or (${due("softStep", from("softStep"))} and ${notHeld("any")})
        or ${due("terminate", from("terminate"))}) ${seen}`;
}

const due = (kind: string, since: string | null): SQL =>
  since === null
    ? sql`false`
    : sql`(i.due_on <= ${since}::date and not exists (select from dunning_steps d where d.tenant_id = i.tenant_id
        and d.invoice_id = i.id and d.service_id = s.id and d.kind = ${kind} and d.outcome in ('done', 'skipped')))`;

/** The projection answers for most; only a soft hold has to be looked up. */
const notHeld = (kind: "any" | "hard"): SQL =>
  kind === "any"
    ? sql`not ('debt' = any(s.holds))`
    : sql`(not ('debt' = any(s.holds)) or exists (select from service_holds h where h.tenant_id = s.tenant_id
        and h.service_id = s.id and h.reason = 'debt' and h.lifted_at is null and h.soft))`;
