import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** The taxes of what names none: the default class, else the oldest in use; undefined: the tenant has none. */
export async function defaultTaxClass(ctx: Ctx, tx: Tx): Promise<string | undefined> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from tax_classes where tenant_id = ${ctx.tenantId} and archived_at is null
    order by is_default desc, created_at, id limit 1`);
  return rows[0]?.id;
}
