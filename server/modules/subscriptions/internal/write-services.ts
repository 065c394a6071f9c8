import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { EnforcementState, Hold } from "../rules/desired-state";
import type { ServiceState } from "../rules/service-machine";

/** What a service is after its holds or its state changed. */
export type Decision = {
  id: string;
  state: ServiceState;
  desired: EnforcementState;
  holds: readonly Hold[];
};

/** Writes decisions in one statement; each raises its service's version. */
export async function writeServices(
  ctx: Ctx,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  const holds = decisions.map((one) => one.holds.map(({ reason }) => reason).join(","));
  await tx.execute(sql`
    update services s set state = d.state, desired = d.desired, holds = string_to_array(d.holds, ','),
      version = s.version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz
    from unnest(${sql.param(decisions.map(({ id }) => id))}::uuid[],
      ${sql.param(decisions.map(({ state }) => state))}::text[],
      ${sql.param(decisions.map(({ desired }) => desired))}::text[],
      ${sql.param(holds)}::text[]) as d(id, state, desired, holds)
    where s.tenant_id = ${ctx.tenantId} and s.id = d.id`);
}
