import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** Play money pays play invoices only: of a tenant that is a demo. */
export async function takesTestMoney(ctx: Ctx, tx: Tx): Promise<boolean> {
  const { rows } = await tx.execute<{ demo: boolean }>(
    sql`select demo from tenants where id = ${ctx.tenantId}`,
  );
  return rows[0]?.demo === true;
}
