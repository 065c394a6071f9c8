import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { refreshPlain } from "../refresh-plain";
import { searchTextOf } from "../rules/search-text";
import { askEnforcement } from "./ask-enforcement";
import type { Term } from "./plan-change";
import type { ServiceRow } from "./service-row";
import type { Plan } from "./write-plan";

/** A term from a day on; whatever was to follow it no longer does. */
export async function writeTerm(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  startsOn: Day,
  term: Term,
): Promise<void> {
  const mine = sql`tenant_id = ${ctx.tenantId} and service_id = ${serviceId}`;
  await tx.execute(sql`delete from service_terms where ${mine} and starts_on >= ${startsOn}::date`);
  await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id, quantity, own_price)
    values (${ctx.tenantId}, ${serviceId}, ${startsOn}, ${term.itemId}, ${term.quantity}, ${term.ownPrice})`);
}

/** The service is on the plan now: what it is, how it is enforced, and the wish that the enforcer knows it. */
export async function applyPlan(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  change: { plan: Plan; onDay: Day; when: "now" | "periodEnd"; fromItemId: string },
): Promise<void> {
  const { plan } = change;
  const searchText = searchTextOf({ ...row, itemName: plan.name, ref: row.enforcementRef });
  await tx.execute(sql`update services set item_id = ${plan.id}, enforcement_kind = ${plan.kind},
    integration_id = ${plan.integrationId}, search_text = ${searchText}, version = version + 1,
    updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`);
  if (row.startedOn !== null)
    await askEnforcement(ctx, tx, [
      {
        ...{ serviceId: row.id, kind: plan.kind, integrationId: plan.integrationId },
        ...{ desired: row.desired, reason: "plan" },
      },
    ]);
  record(ctx, "service.planChanged", {
    entity: { type: "service", id: row.id },
    payload: {
      ...{ number: row.number, customerId: row.customerId },
      ...{ fromItemId: change.fromItemId, toItemId: plan.id },
      ...{ onDay: change.onDay, when: change.when },
    },
  });
  await refreshPlain(ctx, tx, [row.id]);
}
