import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

const row = z.object({
  tenantId: z.uuid(),
  membershipId: z.uuid(),
  slug: z.string(),
  name: z.string(),
});
export type OwnTenant = z.output<typeof row>;

/**
 * Open tenants where the person behind the caller's own session is an active member. The database finds the person by
 * a living session of this transaction's tenant: nobody can ask for another's.
 */
export async function ownTenants(tx: Tx, ctx: Ctx): Promise<OwnTenant[]> {
  const { actor } = ctx;
  if (actor.kind !== "user" || actor.impersonatedBy || actor.viewAs) return [];
  const { rows } = await tx.execute(sql`
    select tenant_id as "tenantId", membership_id as "membershipId", slug, name
    from app.own_tenants(${actor.sessionId}::uuid)`);
  return z.array(row).parse(rows);
}
