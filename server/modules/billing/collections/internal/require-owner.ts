import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Throws `Invalid` beside the field unless the owner works here. */
export async function requireOwner(
  ctx: Ctx,
  tx: Tx,
  ownerMembershipId: string | null | undefined,
): Promise<void> {
  if (!ownerMembershipId) return;
  const { rowCount } =
    await tx.execute(sql`select 1 from memberships where tenant_id = ${ctx.tenantId}
    and id = ${ownerMembershipId} and status = 'active'`);
  if (rowCount === 0)
    throw new Invalid(
      "reference_unknown",
      {},
      { fields: { ownerMembershipId: "reference_unknown" } },
    );
}
