import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { type ResellerDto, resellerDto } from "./schema";

/** Tenants that own tenants: how many children, and the staff and customers of all of them together. */
export function listResellers(ctx: Ctx): Promise<ResellerDto[]> {
  authorize(ctx, "platform.tenant.read");
  return asPlatform(ctx, "see resellers", async (tx) => {
    const { rows } = await tx.execute(sql`
      select p.id, p.slug, p.name, p.status,
        (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'status', c.status) order by c.slug), '[]')
          from tenants c where c.parent_tenant_id = p.id) as children,
        (select coalesce(jsonb_object_agg(s.resource, s.used), '{}') from (
          select u.resource, sum(u.used)::float8 as used from tenant_usage u join tenants c on c.id = u.tenant_id
          where c.parent_tenant_id = p.id and u.period = '' and u.resource in ('staff', 'customers') group by u.resource) s) as totals
      from tenants p where p.kind = 'tenant' and exists (select 1 from tenants c where c.parent_tenant_id = p.id)
      order by p.slug limit 500`);
    return z.array(resellerDto).parse(rows);
  });
}
