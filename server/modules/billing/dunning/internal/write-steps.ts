import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { Decision } from "../rules/types";

export type CustomerDecision = Decision & { customerId: string };
/** A step that this transaction took, and nobody before it. */
export type WrittenStep = CustomerDecision & { stepId: string };

/** Writes what was decided; returns the steps that are now to be done: whoever asks second gets none. */
export async function writeSteps(
  ctx: Ctx,
  tx: Tx,
  decisions: readonly CustomerDecision[],
  today: Day,
): Promise<WrittenStep[]> {
  const settled = decisions.filter(
    ({ action, forGood }) => action === "do" || (action === "skip" && forGood),
  );
  const put = decisions.filter(({ action, serviceId }) => action === "defer" && serviceId);
  await writeDeferred(ctx, tx, put, today);
  const byId = new Map(settled.map((decision) => [newId(ctx.now.getTime()), decision]));
  const written = await insert(ctx, tx, byId, today);
  return written.flatMap((id) => {
    const decision = byId.get(id);
    return decision?.action === "do" ? [{ ...decision, stepId: id }] : [];
  });
}

const outcomeOf = ({ action }: Decision) =>
  action === "do" ? "done" : action === "skip" ? "skipped" : "deferred";

const rowsOf = (byId: ReadonlyMap<string, CustomerDecision>): string =>
  JSON.stringify(
    [...byId].map(([id, decision]) => ({
      id,
      invoice: decision.invoiceId,
      customer: decision.customerId,
      service: decision.serviceId,
      policy: decision.policyId,
      key: decision.step.key,
      kind: decision.step.kind,
      outcome: outcomeOf(decision),
      reason: decision.reason,
    })),
  );

const source = (ctx: Ctx, byId: ReadonlyMap<string, CustomerDecision>, today: Day) => sql`
  insert into dunning_steps (id, tenant_id, invoice_id, customer_id, service_id, policy_id, step_key, kind, outcome, reason, on_day, created_at)
  select id, ${ctx.tenantId}::uuid, invoice, customer, service, policy, key, kind, outcome, reason, ${today}::date,
    ${ctx.now.toISOString()}::timestamptz
  from jsonb_to_recordset(${rowsOf(byId)}::jsonb) as s (id uuid, invoice uuid, customer uuid, service uuid, policy uuid,
    key text, kind text, outcome text, reason text)`;

async function insert(
  ctx: Ctx,
  tx: Tx,
  byId: ReadonlyMap<string, CustomerDecision>,
  today: Day,
): Promise<string[]> {
  if (byId.size === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`${source(ctx, byId, today)}
    on conflict (tenant_id, invoice_id, step_key, service_id) where outcome in ('done', 'skipped') do nothing
    returning id`);
  return rows.map(({ id }) => id);
}

async function writeDeferred(
  ctx: Ctx,
  tx: Tx,
  decisions: readonly CustomerDecision[],
  today: Day,
): Promise<void> {
  if (decisions.length === 0) return;
  const byId = new Map(decisions.map((decision) => [newId(ctx.now.getTime()), decision]));
  await tx.execute(sql`${source(ctx, byId, today)}
    on conflict (tenant_id, invoice_id, step_key, service_id) where outcome = 'deferred'
    do update set reason = excluded.reason, on_day = excluded.on_day`);
}
