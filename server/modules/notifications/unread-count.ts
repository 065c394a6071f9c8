import { and, count, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffNotifications } from "@/db/schema/work";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownNews } from "./internal/own-news";
import type { UnreadDto } from "./schema";

/** How many of the caller's own news are unread: the number on the bell. */
export const unreadCount = (ctx: Ctx): Promise<UnreadDto> =>
  inTenant(ctx, (tx) => unreadOf(ctx, tx));

/** The same inside an open transaction. */
export async function unreadOf(ctx: Ctx, tx: Tx): Promise<UnreadDto> {
  const [row] = await tx
    .select({ count: count() })
    .from(staffNotifications)
    .where(and(ownNews(ctx), isNull(staffNotifications.readAt)));
  return { count: row?.count ?? 0 };
}
