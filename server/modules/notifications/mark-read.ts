import { and, inArray, isNull } from "drizzle-orm";
import { staffNotifications } from "@/db/schema/work";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownNews } from "./internal/own-news";
import type { MarkReadInput, UnreadDto } from "./schema";
import { unreadOf } from "./unread-count";

/** Marks the caller's news as read, all of them or the named ones; another's are not touched. Answers what is left. */
export function markRead(ctx: Ctx, { ids }: MarkReadInput): Promise<UnreadDto> {
  const own = ownNews(ctx);
  return inTenant(ctx, async (tx) => {
    await tx
      .update(staffNotifications)
      .set({ readAt: ctx.now })
      .where(
        and(
          own,
          isNull(staffNotifications.readAt),
          ids ? inArray(staffNotifications.id, ids) : undefined,
        ),
      );
    return unreadOf(ctx, tx);
  });
}
