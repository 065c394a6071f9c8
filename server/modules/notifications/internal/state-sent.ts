import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { record } from "@/server/events/record";
import type { MessageKey } from "@/server/modules/templates/rules/registry";
import type { Ctx } from "@/server/tenancy/context";
import type { Receipt } from "../port";
import { lockMessage, type MessageRow, thisMessage } from "./message-row";

/** The vendor took it: writes down its id and states the fact, once; a status that came first is not undone. */
export async function stateSent(
  ctx: Ctx,
  tx: Tx,
  messageId: string,
  { providerMessageId, integrationId, category }: Receipt,
): Promise<void> {
  const row = await lockMessage(ctx, tx, messageId);
  if (!row) return;
  const first = row.status === "sending";
  await tx
    .update(messages)
    .set({
      ...(first && { status: "sent", sentAt: ctx.now }),
      ...(providerMessageId && { providerMessageId }),
      ...(integrationId && { integrationId }),
      ...(category && !row.costSettled && { category }),
      secretsSealed: first && row.rest.length === 0 ? null : row.secretsSealed,
    })
    .where(thisMessage(ctx.tenantId, messageId));
  if (first) recordSent(ctx, row);
}

/** States that a message is on its way. */
export function recordSent(ctx: Ctx, row: MessageRow): void {
  record(ctx, "message.sent", {
    entity: { type: "message", id: row.id },
    payload: {
      template: row.template as MessageKey,
      channel: row.channel ?? "console",
      ...{ membershipId: null, customerId: row.customerId },
    },
  });
}
