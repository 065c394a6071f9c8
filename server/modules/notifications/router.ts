import { z } from "zod";
import { router } from "@/server/trpc/init";
import { publicProcedure, signedIn } from "@/server/trpc/procedures";
import { listNotifications } from "./list-notifications";
import { listOutbox } from "./list-outbox";
import { markRead } from "./mark-read";
import * as schema from "./schema";
import { unreadCount } from "./unread-count";

/** Signed-in staff, each their own news; and, outside production, what was not really sent. */
export const notificationsRouter = router({
  list: signedIn
    .input(schema.listNotificationsInput)
    .output(schema.notificationPage)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  unreadCount: signedIn.output(schema.unreadDto).query(({ ctx }) => unreadCount(ctx)),
  markRead: signedIn
    .input(schema.markReadInput)
    .output(schema.unreadDto)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
  outbox: publicProcedure
    .input(schema.outboxInput)
    .output(z.array(schema.outboxMessage))
    .query(({ ctx, input }) => listOutbox(ctx.host, input)),
});
