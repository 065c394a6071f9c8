import { and, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { enforcementCommands } from "@/db/schema/enforcement";
import { routers } from "@/db/schema/network";
import { services } from "@/db/schema/subscriptions";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListPageInput, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { commandListSpec, lateReconnection, stuckCommand } from "./list-spec";
import { type EnforcementPage, enforcementPage } from "./log-schema";

const c = enforcementCommands;
const iso = (column: typeof c.requestedAt | typeof c.provenAt | typeof c.nextAttemptAt) =>
  sql<string | null>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const columns = {
  id: c.id,
  serviceId: c.serviceId,
  number: services.number,
  customerId: services.customerId,
  customerName: customers.name,
  routerId: routers.id,
  routerName: routers.name,
  kind: c.kind,
  desired: c.desired,
  status: c.status,
  reason: c.reason,
  attempts: c.attempts,
  lastError: c.lastError,
  held: sql<boolean>`${c.heldAt} is not null`,
  capped: sql<boolean>`${c.cappedAt} is not null`,
  stuck: sql<boolean>`(${stuckCommand})`,
  late: sql<boolean>`(${lateReconnection})`,
  proof: c.proof,
  requestedAt: iso(c.requestedAt),
  provenAt: iso(c.provenAt),
  nextAttemptAt: iso(c.nextAttemptAt),
};

/** What the network was asked for, newest first, each with its proof. Throws `Invalid` for a filter that is not offered. */
export async function listEnforcement(ctx: Ctx, input: ListPageInput): Promise<EnforcementPage> {
  authorize(ctx, "router.read");
  const page = pageOf(commandListSpec, input);
  const rows = await inTenant(ctx, (tx) =>
    tx
      .select({ ...columns, sortKey: page.sortKey })
      .from(c)
      .innerJoin(services, and(eq(services.tenantId, c.tenantId), eq(services.id, c.serviceId)))
      .innerJoin(
        customers,
        and(eq(customers.tenantId, services.tenantId), eq(customers.id, services.customerId)),
      )
      .leftJoin(routers, and(eq(routers.tenantId, c.tenantId), eq(routers.id, c.integrationId)))
      .where(and(whereOf(ctx, commandListSpec, input), page.after))
      .orderBy(...page.orderBy)
      .limit(input.limit + 1),
  );
  const { items, nextCursor } = toKeysetPage(rows, input.limit);
  return enforcementPage.parse({ items, nextCursor });
}

/** How many commands the query means; an estimate, marked as one, above 10 000. */
export async function countEnforcement(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "router.read");
  const joined = sql`enforcement_commands join services
    on services.tenant_id = enforcement_commands.tenant_id and services.id = enforcement_commands.service_id`;
  return inTenant(ctx, (tx) => countRows(tx, joined, whereOf(ctx, commandListSpec, query)));
}
