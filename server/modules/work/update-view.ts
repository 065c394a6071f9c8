import { and, eq, ne } from "drizzle-orm";
import { savedViews } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockOwnView, toViewDto } from "./internal/view-row";
import type { UpdateViewInput, ViewDto } from "./schema";

/** Renames, changes or shares one's own view. Throws `NotFound`, `Conflict` for a name of one's own. */
export function updateView(ctx: Ctx, { viewId, ...set }: UpdateViewInput): Promise<ViewDto> {
  authorize(ctx, "view.manage");
  if (set.shared) authorize(ctx, "view.share");
  return inTenant(ctx, async (tx) => {
    const before = await lockOwnView(ctx, tx, viewId);
    const { tenantId } = ctx;
    const same = and(
      eq(savedViews.tenantId, tenantId),
      eq(savedViews.list, before.list),
      eq(savedViews.membershipId, before.membershipId),
      eq(savedViews.name, set.name ?? before.name),
      ne(savedViews.id, viewId),
    );
    const taken = await tx.select({ id: savedViews.id }).from(savedViews).where(same);
    if (taken.length > 0)
      throw new Conflict("view_name_taken", {}, { fields: { name: "view_name_taken" } });
    const [row] = await tx
      .update(savedViews)
      .set({ ...set, updatedAt: ctx.now })
      .where(and(eq(savedViews.tenantId, tenantId), eq(savedViews.id, viewId)))
      .returning();
    if (!row) throw new NotFound("savedView");
    if (row.shared && !before.shared)
      record(ctx, "view.shared", {
        entity: { type: "savedView", id: viewId },
        payload: { list: row.list },
      });
    return toViewDto(ctx, row);
  });
}
