import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { insertTask } from "@/server/modules/billing/collections/insert-task";
import type { Ctx } from "@/server/tenancy/context";
import { overdueOf, sumOpen } from "../rules/service-debt";
import type { CustomerDebt } from "../rules/types";
import type { TenantMoment } from "./read-moment";
import type { WrittenStep } from "./write-steps";

type Facts = { byCustomer: ReadonlyMap<string, CustomerDebt>; moment: TenantMoment };

/** Steps for people: one task a customer, however many invoices ask for it; none beside one that is open. */
export async function makeTasks(
  ctx: Ctx,
  tx: Tx,
  steps: readonly WrittenStep[],
  { byCustomer, moment }: Facts,
): Promise<void> {
  if (steps.length === 0) return;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct customer_id as id from collection_tasks where tenant_id = ${ctx.tenantId}
      and status in ('open', 'inProgress', 'promised')
      and customer_id = any(${sql.param(steps.map(({ customerId }) => customerId))}::uuid[])`);
  const busy = new Set(rows.map(({ id }) => id));
  for (const { customerId, invoiceId, step } of steps) {
    const debt = byCustomer.get(customerId);
    if (!debt || busy.has(customerId)) continue;
    busy.add(customerId);
    await insertTask(ctx, tx, {
      customerId,
      currency: moment.currency,
      amountMinor: sumOpen(overdueOf(debt, moment.today)),
      nextActionOn: moment.today,
      origin: "policy",
      dedupeKey: `dunning:${invoiceId}:${step.key}`,
    });
  }
}
