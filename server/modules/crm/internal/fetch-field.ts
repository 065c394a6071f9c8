import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customFields } from "@/db/schema/crm";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** One of the tenant's own fields, locked; throws `NotFound`. */
export async function fetchField(ctx: Ctx, tx: Tx, fieldId: string) {
  const where = and(eq(customFields.tenantId, ctx.tenantId), eq(customFields.id, fieldId));
  const [row] = await tx.select().from(customFields).where(where).for("update");
  if (!row) throw new NotFound("customField");
  return { row, where };
}
