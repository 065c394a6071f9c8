import { and, asc, eq, or } from "drizzle-orm";
import { savedViews } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownerOfViews, toViewDto } from "./internal/view-row";
import type { ListViewsInput, ViewDto } from "./schema";

const MOST = 200;

/** A list's saved views: one's own and those that colleagues share, by name. */
export function listViews(ctx: Ctx, { list }: ListViewsInput): Promise<ViewDto[]> {
  authorize(ctx, "view.manage");
  const me = ownerOfViews(ctx);
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(savedViews)
      .where(
        and(
          eq(savedViews.tenantId, ctx.tenantId),
          eq(savedViews.list, list),
          or(eq(savedViews.membershipId, me), eq(savedViews.shared, true)),
        ),
      )
      .orderBy(asc(savedViews.name), asc(savedViews.id))
      .limit(MOST);
    return rows.map((row) => toViewDto(ctx, row));
  });
}
