import { and, count, eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownerOfViews, toViewDto } from "./internal/view-row";
import { saveViewInput, type SaveViewInput, type ViewDto } from "./schema";

const MOST = 50;

/** Keeps a list's query under a name. Throws `Conflict` for a name of one's own, `Forbidden` when sharing is not theirs. */
export function saveView(ctx: Ctx, given: SaveViewInput): Promise<ViewDto> {
  const input = saveViewInput.parse(given);
  authorize(ctx, "view.manage");
  if (input.shared) authorize(ctx, "view.share");
  const membershipId = ownerOfViews(ctx);
  return inTenant(ctx, async (tx) => {
    const mine = and(
      eq(savedViews.tenantId, ctx.tenantId),
      eq(savedViews.list, input.list),
      eq(savedViews.membershipId, membershipId),
    );
    const [kept] = await tx.select({ n: count() }).from(savedViews).where(mine);
    if ((kept?.n ?? 0) >= MOST) throw new Invalid("view_too_many", { maximum: MOST });
    const [row] = await tx
      .insert(savedViews)
      .values({ id: newId(), tenantId: ctx.tenantId, membershipId, ...input, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning();
    if (!row) throw new Conflict("view_name_taken", {}, { fields: { name: "view_name_taken" } });
    if (row.shared)
      record(ctx, "view.shared", {
        entity: { type: "savedView", id: row.id },
        payload: { list: row.list },
      });
    return toViewDto(ctx, row);
  });
}
