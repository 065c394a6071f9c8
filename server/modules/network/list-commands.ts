import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { FAILS_AFTER } from "@/server/modules/subscriptions/rules/retry-at";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type CommandList, commandList, type CommandsInput } from "./log-schema";

const iso = (column: string) =>
  sql.raw(`to_char(c.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

const VIEWS = {
  open: sql`c.status in ('pending', 'applied')`,
  stuck: sql`c.status in ('pending', 'applied') and c.held_at is null and c.capped_at is null and c.attempts >= ${FAILS_AFTER}`,
  held: sql`c.status in ('pending', 'applied') and (c.held_at is not null or c.capped_at is not null)`,
  all: sql`true`,
};

/** What routers were asked for, newest first: what is open, what does not go through, what panic holds, or all of it. */
export function listCommands(ctx: Ctx, input: CommandsInput): Promise<CommandList> {
  authorize(ctx, "router.read");
  const { routerId, serviceId, view, after, limit } = input;
  const where = sql`c.tenant_id = ${ctx.tenantId} and c.kind = 'routeros' and ${VIEWS[view]}
    ${routerId ? sql`and c.integration_id = ${routerId}` : sql``} ${serviceId ? sql`and c.service_id = ${serviceId}` : sql``}`;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`
      select c.id, c.service_id as "serviceId", s.number, k.name as "customerName", c.desired, c.status, c.reason, c.attempts,
        c.last_error as "lastError", c.held_at is not null as held, c.capped_at is not null as capped, c.proof, ${iso("requested_at")} as "requestedAt",
        ${iso("proven_at")} as "provenAt", ${iso("next_attempt_at")} as "nextAttemptAt"
      from enforcement_commands c
      join services s on s.tenant_id = c.tenant_id and s.id = c.service_id
      join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
      where ${where} ${after ? sql`and c.id < ${after}` : sql``} order by c.id desc limit ${limit}`);
    const { rows: counted } = await tx.execute<{ total: number }>(
      sql`select count(*)::int as total from enforcement_commands c where ${where}`,
    );
    return commandList.parse({ items: rows, total: counted[0]?.total ?? 0 });
  });
}
