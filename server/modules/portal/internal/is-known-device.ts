import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tokenHash } from "./code-hash";
import type { Ctx } from "@/server/tenancy/context";

/** Has whoever has the address signed in from this browser before? A stranger's flood then does not count against them. */
export async function isKnownDevice(ctx: Ctx, tx: Tx, address: string): Promise<boolean> {
  if (!ctx.deviceToken) return false;
  const { rows } = await tx.execute(sql`
    select 1 from devices d join customers c on c.id = d.customer_id and c.tenant_id = d.tenant_id
    where d.tenant_id = ${ctx.tenantId} and d.token_hash = ${tokenHash(ctx.deviceToken)}
      and (c.email = ${address} or c.phone = ${address}) limit 1`);
  return rows.length > 0;
}
