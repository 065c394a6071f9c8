import { and, desc, isNull, lt } from "drizzle-orm";
import { staffNotifications } from "@/db/schema/work";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownNews } from "./internal/own-news";
import type { ListNotificationsInput, NotificationPage } from "./schema";

/** The caller's own news, newest first. */
export function listNotifications(
  ctx: Ctx,
  { unread, cursor, limit }: ListNotificationsInput,
): Promise<NotificationPage> {
  const own = ownNews(ctx);
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(staffNotifications)
      .where(
        and(
          own,
          unread ? isNull(staffNotifications.readAt) : undefined,
          cursor ? lt(staffNotifications.id, cursor) : undefined,
        ),
      )
      .orderBy(desc(staffNotifications.id))
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(({ id, kind, params, href, readAt, createdAt }) => ({
      ...{ id, kind, params, href },
      readAt: readAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
