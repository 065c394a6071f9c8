import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import type { Ctx } from "@/server/tenancy/context";

export type MessageRow = typeof messages.$inferSelect;

/** Where a message stands. */
export const thisMessage = (tenantId: string, id: string) =>
  and(eq(messages.tenantId, tenantId), eq(messages.id, id));

/** Loads and locks one message of the tenant; undefined when there is none. */
export async function lockMessage(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  id: string,
): Promise<MessageRow | undefined> {
  const [row] = await tx.select().from(messages).where(thisMessage(ctx.tenantId, id)).for("update");
  return row;
}
