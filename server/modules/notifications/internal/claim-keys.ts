import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

const idOf = (key: string) => `message:${createHash("sha256").update(key).digest("hex")}`;

/**
 * Claims dedupe keys in the caller's own transaction, one row a key, in one statement; a rival waits for its end. Returns
 * those that were free; they stay taken for 30 days.
 */
export async function claimKeys(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  keys: readonly string[],
): Promise<Set<string>> {
  // In one order, so that two that claim the same keys never wait in a circle.
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const ids = sql.param([...byId.keys()].toSorted());
  const { rows } = await tx.execute<{ job_id: string }>(sql`
    insert into job_runs (tenant_id, name, job_id)
    select ${ctx.tenantId}::uuid, 'notifications.queue', id from unnest(${ids}::text[]) as t(id)
    on conflict (tenant_id, job_id) do nothing returning job_id`);
  return new Set(rows.map((row) => byId.get(row.job_id) ?? ""));
}
