import { and, count, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/identity";
import { LimitReached } from "@/server/kernel/errors";
import { usageRows } from "@/server/modules/tenants/usage-rows";
import type { Ctx } from "@/server/tenancy/context";

/** Throws LimitReached where members and open invitations fill the plan already; accepting counts for good. */
export async function requireStaffRoom(tx: Tx, ctx: Ctx): Promise<void> {
  const usage = (await usageRows(tx, [ctx.tenantId], ctx.now)).get(ctx.tenantId) ?? [];
  const staff = usage.find(({ resource }) => resource === "staff");
  if (staff?.maximum == null) return;
  const [open] = await tx.select({ count: count() }).from(invitations).where(openInvitations(ctx));
  const used = staff.used + (open?.count ?? 0);
  if (used >= staff.maximum)
    throw new LimitReached({ resource: "staff", maximum: staff.maximum, used });
}

/** Neither accepted nor withdrawn nor expired. */
export const openInvitations = (ctx: Pick<Ctx, "tenantId" | "now">) =>
  and(
    eq(invitations.tenantId, ctx.tenantId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, ctx.now),
  );
