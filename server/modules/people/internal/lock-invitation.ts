import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/identity";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** An invitation that is neither accepted nor withdrawn, locked; throws NotFound for anything else. */
export async function lockInvitation(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<typeof invitations.$inferSelect> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenantId, ctx.tenantId), eq(invitations.id, id)))
    .for("update");
  if (!row || row.acceptedAt || row.revokedAt) throw new NotFound("invitation");
  return row;
}
