import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { openJson } from "@/server/secrets/seal";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { z } from "zod";
import { knownReason } from "../rules/reasons";
import { channelsIn } from "../channels";
import { settle } from "./budget";
import { offerOf } from "./choose-channel";
import { insertMessages } from "./insert-messages";
import { rowPlace } from "./message-place";
import { type MessageRow, thisMessage } from "./message-row";
import { recipientOf } from "./recipient-of";

/**
 * States that a message failed by its channel, gives back what was set aside, and asks for the next channel of the order:
 * a row of its own, tied to the first by `originId`. Returns whether there is one.
 */
export async function failMessage(
  ctx: Ctx,
  tx: Tx,
  row: MessageRow,
  reason: string,
  { dropped = false }: { dropped?: boolean } = {},
): Promise<boolean> {
  const { id, channel, rest } = row;
  const next = channel !== null && rest.length > 0 && (await canGoOn(ctx, tx, row));
  await refund(ctx, tx, row);
  await tx
    .update(messages)
    .set({
      status: dropped ? "dropped" : "failed",
      reason,
      failedAt: ctx.now,
      // What was set aside is given back: nothing was delivered.
      ...(row.cost && { cost: "0", costSettled: true }),
      skipped: row.skipped,
      secretsSealed: null,
    })
    .where(thisMessage(ctx.tenantId, id));
  record(ctx, "message.failed", {
    entity: { type: "message", id },
    payload: {
      ...{ template: row.template, reason: knownReason(reason), channel, next },
      ...{ membershipId: null, customerId: row.customerId },
    },
  });
  if (next) await tryNext(ctx, tx, row, reason);
  return next;
}

/** Is there another way to this person that would take these words? */
async function canGoOn(ctx: Ctx, tx: Tx, row: MessageRow): Promise<boolean> {
  const to = await recipientOf(ctx, tx, row);
  if (!to) return false;
  for (const channel of channelsIn(row.rest))
    if ((await offerOf(ctx, tx, channel, row, to)).ok) return true;
  return false;
}

async function refund(ctx: Ctx, tx: Tx, { channel, cost, budgetMonth }: MessageRow) {
  if (!channel || !cost || !budgetMonth) return;
  const amount = `-${cost}`;
  await settle(ctx, tx, { channel, month: budgetMonth, amount });
}

async function tryNext(ctx: Ctx, tx: Tx, row: MessageRow, reason: string): Promise<void> {
  const { originId, customerId, contactId, event, entityType, entityId, template } = row;
  const secrets = row.secretsSealed
    ? z
        .record(z.string(), z.string())
        .parse(await openJson(ctx, tx, rowPlace(row.id), row.secretsSealed))
    : {};
  await insertMessages(ctx, tx, [
    {
      ...{ id: newId(), originId, contactId, event, entityType, entityId, template, secrets },
      customerId: customerId ?? "",
      locale: row.locale as Locale,
      channels: row.rest,
      skipped: [...row.skipped, { channel: row.channel ?? "", reason }],
      ...{ quietHours: row.quietHours, sendAt: null, status: "queued", reason: "" },
      ...{ params: row.params, searchText: row.searchText },
    },
  ]);
}
