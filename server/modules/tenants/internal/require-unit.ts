import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { businessUnits } from "@/db/schema/units";
import { NotFound } from "@/server/kernel/errors";

/** The unit is the tenant's and in use, and stays so until the transaction ends; throws `NotFound`. */
export async function requireUnit(tx: Tx, tenantId: string, unitId: string): Promise<void> {
  const [unit] = await tx
    .select({ id: businessUnits.id })
    .from(businessUnits)
    .where(
      and(
        eq(businessUnits.tenantId, tenantId),
        eq(businessUnits.id, unitId),
        isNull(businessUnits.archivedAt),
      ),
    )
    .for("share");
  if (!unit) throw new NotFound("businessUnit");
}
