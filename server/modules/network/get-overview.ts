import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { getProofClock } from "./get-proof-clock";
import { readMassCuts } from "./internal/mass-cuts";
import { heldCommand, lateReconnection, stuckCommand } from "./list-spec";
import { type NetworkOverview, networkOverview } from "./log-schema";

/** Names shown of those who paid and are still cut; the figure says how many there are. */
const LATE_SHOWN = 5;

const joined = sql`enforcement_commands join services
  on services.tenant_id = enforcement_commands.tenant_id and services.id = enforcement_commands.service_id`;

/** What a person in charge of the network must see first: who paid and is cut, what is stuck or held, how mass cuts go. */
export async function getOverview(ctx: Ctx): Promise<NetworkOverview> {
  authorize(ctx, "router.read");
  const clock = await getProofClock(ctx);
  return inTenant(ctx, async (tx) => {
    const { rows: figures } = await tx.execute(sql`
      select count(*) filter (where ${lateReconnection})::int as late, count(*) filter (where ${stuckCommand})::int as stuck,
        count(*) filter (where ${heldCommand})::int as held
      from ${joined} where enforcement_commands.tenant_id = ${ctx.tenantId} and enforcement_commands.status in ('pending', 'applied')`);
    const { rows: late } = await tx.execute(sql`
      select services.id as "serviceId", services.number, customers.name as "customerName",
        enforcement_commands.last_error as "lastError",
        (extract(epoch from now() - enforcement_commands.requested_at) / 60)::int as minutes
      from ${joined} join customers on customers.tenant_id = services.tenant_id and customers.id = services.customer_id
      where enforcement_commands.tenant_id = ${ctx.tenantId} and ${lateReconnection}
      order by enforcement_commands.requested_at limit ${LATE_SHOWN}`);
    const massCuts = await readMassCuts(ctx, tx);
    return networkOverview.parse({ clock, ...figures[0], lateShown: late, massCuts });
  });
}
