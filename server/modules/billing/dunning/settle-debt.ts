import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { closeTasksAsPaid } from "@/server/modules/billing/collections/close-tasks-as-paid";
import { liftHolds } from "@/server/modules/subscriptions/hold-services";
import { moveServices } from "@/server/modules/subscriptions/move-services";
import type { Ctx } from "@/server/tenancy/context";
import { paidSince } from "./internal/paid-since";
import { readDebts } from "./internal/read-debts";
import { readMoment } from "./internal/read-moment";
import { readPolicies } from "./internal/read-policies";
import { endPromises } from "./internal/settle-promises";
import { isStillOwed, overdueOf, sumOpen } from "./rules/service-debt";

/**
 * After money came or a claim fell: services whose overdue invoices are gone (or below the floor) are let go, a promise is
 * kept, tasks are closed. In the open transaction, so that a payment and its reconnection are one fact; asks one cheap
 * question first, since most payments settle nothing here.
 */
export async function settleDebt(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const { rows } = await tx.execute<{ services: string[]; promises: string[]; tasks: number }>(sql`
    select array(select id from services where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
        and ('debt' = any(holds) or state in ('grace', 'pastDue'))) as services,
      array(select id from payment_promises where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
        and status = 'open') as promises,
      (select count(*)::int from collection_tasks where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
        and status in ('open', 'inProgress', 'promised')) as tasks`);
  const [found] = rows;
  if (!found || found.services.length + found.promises.length + found.tasks === 0) return;
  const policies = await readPolicies(ctx, tx);
  const { today, currency } = await readMoment(ctx, tx, { cutsFrozen: false });
  const [debt] = await readDebts(ctx, tx, [customerId], currency);
  if (!debt) return;
  const free = debt.services
    .filter(({ id }) => found.services.includes(id))
    .filter((service) => !isStillOwed(debt, service, policies, today))
    .map(({ id }) => id);
  await liftHolds(ctx, tx, { serviceIds: free, reason: "debt" });
  await moveServices(ctx, tx, { serviceIds: free, event: "settle" });
  const owed = sumOpen(overdueOf(debt, today));
  await keepPromise(ctx, tx, { customerId, owed, currency, promises: found.promises });
  if (found.tasks > 0 && owed === 0) await closeTasksAsPaid(ctx, tx, customerId);
}

type Promised = { customerId: string; owed: number; currency: string; promises: string[] };

/** Kept when nothing is overdue any more, or when what was promised came in since. */
async function keepPromise(
  ctx: Ctx,
  tx: Tx,
  { customerId, owed, currency, promises }: Promised,
): Promise<void> {
  const [id] = promises;
  if (!id) return;
  if (owed > 0) {
    const { rows } = await tx.execute<{ amount: number; since: string }>(sql`
      select amount_minor::float8 as amount, created_at::text as since from payment_promises
      where tenant_id = ${ctx.tenantId} and id = ${id}`);
    const [promise] = rows;
    if (!promise) return;
    const { since, amount } = promise;
    if ((await paidSince(ctx, tx, { customerId, baseCurrency: currency, since })) < amount) return;
  }
  await endPromises(ctx, tx, { ids: [id], as: "kept" });
}
