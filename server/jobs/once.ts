import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { JobDelivery } from "./define-job";

/** The delivery outlived its lease; another may already run the job, so this one's work is thrown away. */
export class LeaseLost extends Error {
  constructor(jobId: string) {
    super(`job ${jobId} outlived its lease`);
    this.name = "LeaseLost";
  }
}

/**
 * Runs `work` in one transaction whose first row is the job's idempotency row: however often the job is delivered, it
 * takes effect once. A rival delivery waits for this one's end. The database itself ends the transaction when the
 * lease is over, so a frozen process cannot commit late. Returns false when the job had already taken effect.
 * `step` names the part when a job takes effect in several transactions.
 */
export async function once(
  ctx: Ctx,
  delivery: JobDelivery,
  work: (tx: Tx) => Promise<void>,
  step = "",
): Promise<boolean> {
  return inTenant(ctx, async (tx) => {
    if (!(await claim(tx, ctx, delivery, step))) return false;
    await work(tx);
    if (delivery.signal.aborted) throw new LeaseLost(delivery.jobId);
    return true;
  });
}

async function claim(tx: Tx, ctx: Ctx, delivery: JobDelivery, step: string): Promise<boolean> {
  const remainingMs = delivery.deadline.getTime() - Date.now();
  if (remainingMs <= 0) throw new LeaseLost(delivery.jobId);
  const jobId = step ? `${delivery.jobId}:${step}` : delivery.jobId;
  const { rowCount } = await tx.execute(sql`
    with fence as materialized (select set_config('transaction_timeout', ${String(remainingMs)}, true))
    insert into job_runs (tenant_id, name, job_id)
    select ${ctx.tenantId}::uuid, ${delivery.name}, ${jobId} from fence
    on conflict (tenant_id, job_id) do nothing`);
  return rowCount === 1;
}
