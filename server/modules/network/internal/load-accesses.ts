import { sql } from "drizzle-orm";
import { openText } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Access, AccessMethod, CutMethod } from "../rules/access";
import { type PlanRate, rateLimit } from "../rules/rate";

/** The place of a service's sealed password. */
export const secretPlace = (rowId: string) => ({
  table: "router_accesses",
  column: "secret_sealed",
  rowId,
});

type Row = {
  id: string;
  serviceId: string;
  number: number;
  human: string;
  method: AccessMethod;
  userName: string;
  secretSealed: string | null;
  mac: string | null;
  address: string | null;
  profile: string;
  server: string;
  rate: string | null;
  cutMethod: CutMethod;
  rowId: string | null;
  network: PlanRate | null;
  shared: boolean;
};

/** A service's network facts, and whether another service of this router claims the same address. */
export type LoadedAccess = Access & { readonly shared: boolean };

/** What is known of services on a router; all of the router's when none are named. Passwords are opened in memory. */
export async function loadAccesses(
  ctx: Ctx,
  routerId: string,
  serviceIds?: readonly string[],
): Promise<Map<string, LoadedAccess>> {
  const only = serviceIds ? sql`and a.service_id = any(${sql.param(serviceIds)}::uuid[])` : sql``;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select a.id, a.service_id as "serviceId", s.number, k.name as human, a.method, a.user_name as "userName",
        a.secret_sealed as "secretSealed", a.mac, a.address, a.profile, a.server, a.rate, a.row_id as "rowId",
        coalesce(a.cut_method, r.cut_method) as "cutMethod", i.network,
        (a.address is not null and exists (select 1 from router_accesses o where o.tenant_id = a.tenant_id
          and o.router_id = a.router_id and o.address = a.address and o.id <> a.id)) as shared
      from router_accesses a
      join routers r on r.tenant_id = a.tenant_id and r.id = a.router_id
      join services s on s.tenant_id = a.tenant_id and s.id = a.service_id
      join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
      join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
      where a.tenant_id = ${ctx.tenantId} and a.router_id = ${routerId} ${only}`);
    const loaded = new Map<string, LoadedAccess>();
    for (const { id, secretSealed, network, rate, ...row } of rows) {
      const secret =
        secretSealed === null ? undefined : await openText(ctx, tx, secretPlace(id), secretSealed);
      const planned = network?.downKbps && network.upKbps ? rateLimit(network) : null;
      loaded.set(row.serviceId, {
        ...row,
        ...{ tenantId: ctx.tenantId, secret, rate: rate ?? planned },
      });
    }
    return loaded;
  });
}
