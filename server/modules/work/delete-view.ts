import { and, eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockOwnView } from "./internal/view-row";
import type { ViewIdInput } from "./schema";

/** Forgets one's own view; a shared one is gone for everybody. Throws `NotFound`. */
export function deleteView(ctx: Ctx, { viewId }: ViewIdInput): Promise<void> {
  authorize(ctx, "view.manage");
  return inTenant(ctx, async (tx) => {
    await lockOwnView(ctx, tx, viewId);
    await tx
      .delete(savedViews)
      .where(and(eq(savedViews.tenantId, ctx.tenantId), eq(savedViews.id, viewId)));
  });
}
