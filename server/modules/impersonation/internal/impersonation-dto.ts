import { desc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { impersonations, memberships, users } from "@/db/schema/auth";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { ImpersonationDto } from "../schema";

/** The tenant's last 100 impersonations, newest first; one whose time is up counts as ended then. */
export async function impersonationRows(
  ctx: Pick<Ctx, "tenantId" | "now">,
  tx: Tx,
): Promise<ImpersonationDto[]> {
  const rows = await tx
    .select({
      id: impersonations.id,
      byName: impersonations.byName,
      byTenantId: impersonations.byTenantId,
      asName: users.name,
      reason: impersonations.reason,
      startedAt: impersonations.startedAt,
      expiresAt: impersonations.expiresAt,
      endedAt: impersonations.endedAt,
      endedReason: impersonations.endedReason,
    })
    .from(impersonations)
    .innerJoin(memberships, eq(memberships.id, impersonations.membershipId))
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(impersonations.tenantId, ctx.tenantId))
    .orderBy(desc(impersonations.startedAt), desc(impersonations.id))
    .limit(100);
  return rows.map(({ byTenantId, ...row }) => {
    const timeUp = !row.endedAt && row.expiresAt <= ctx.now;
    return {
      ...row,
      from: byTenantId === PLATFORM_TENANT_ID ? "platform" : "reseller",
      startedAt: row.startedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      endedAt: (timeUp ? row.expiresAt : row.endedAt)?.toISOString() ?? null,
      endedReason: timeUp ? "expired" : row.endedReason,
    };
  });
}
