import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { record } from "@/server/events/record";
import { isUuid } from "@/server/kernel/ids";
import { decimal } from "@/server/kernel/money";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { ACCOUNT_TROUBLE } from "../rules/reasons";
import { afterStatus } from "../rules/status-ladder";
import type { WhatsappStatus } from "../rules/whatsapp-notice";
import { understandWhatsappCode } from "../rules/whatsapp-problem";
import { priceOf } from "../price-schema";
import { settle } from "./budget";
import { failMessage } from "./fail-message";
import { lockMessage, type MessageRow, thisMessage } from "./message-row";
import { recordSent } from "./state-sent";

const TOLD = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
} as const;

/**
 * Moves a message up its ladder by the vendor's word; what is below, known or not about a message of this account changes
 * nothing. Returns the reason when the account itself is in trouble.
 */
export async function applyStatus(
  ctx: Ctx,
  tx: Tx,
  integrationId: string,
  status: WhatsappStatus,
): Promise<string | undefined> {
  const row = await messageOf(ctx, tx, integrationId, status);
  if (!row || !Object.hasOwn(TOLD, status.status)) return undefined;
  const told = TOLD[status.status as keyof typeof TOLD];
  const next = afterStatus(row.status, told);
  if (told === "failed") {
    if (next !== "failed" || row.status === "failed") return undefined;
    const { reason } = understandWhatsappCode(status.errors?.[0]?.code ?? -1);
    await failMessage(ctx, tx, { ...row, providerMessageId: status.id }, reason);
    return ACCOUNT_TROUBLE.includes(reason) ? reason : undefined;
  }
  const at = new Date(Number(status.timestamp) * 1000);
  const when = Number.isNaN(at.getTime()) ? ctx.now : at;
  const cost = await settledCost(ctx, tx, row, status);
  const arrived = told !== "sent";
  await tx
    .update(messages)
    .set({
      ...{ status: next, providerMessageId: status.id, integrationId, ...cost },
      ...(next !== row.status && { reason: "" }),
      sentAt: row.sentAt ?? when,
      ...(arrived && { deliveredAt: row.deliveredAt ?? when, secretsSealed: null }),
      ...(told === "read" && { readAt: row.readAt ?? when }),
    })
    .where(thisMessage(ctx.tenantId, row.id));
  if (row.status === "sending" || row.status === "queued") recordSent(ctx, row);
  const fact = {
    entity: { type: "message", id: row.id },
    payload: {
      ...{ template: row.template, channel: row.channel ?? "whatsapp" },
      customerId: row.customerId,
    },
  };
  if (arrived && !row.deliveredAt) record(ctx, "message.delivered", fact);
  if (told === "read" && !row.readAt) record(ctx, "message.read", fact);
  return undefined;
}

/** By our own id, which the vendor gives back, else by its id; only a message that went out by this account. */
async function messageOf(
  ctx: Ctx,
  tx: Tx,
  integrationId: string,
  { id, biz_opaque_callback_data: own = "" }: WhatsappStatus,
): Promise<MessageRow | undefined> {
  const [known] = isUuid(own)
    ? [{ id: own }]
    : await tx
        .select({ id: messages.id })
        .from(messages)
        .where(
          and(
            eq(messages.tenantId, ctx.tenantId),
            eq(messages.channel, "whatsapp"),
            eq(messages.providerMessageId, id),
          ),
        );
  const row = known && (await lockMessage(ctx, tx, known.id));
  const mine = row?.channel === "whatsapp" && row.integrationId === integrationId;
  return mine && (row.providerMessageId === null || row.providerMessageId === id) ? row : undefined;
}

/** What it came to, once: free inside an open window, else the price of the category that the vendor counts it as. */
async function settledCost(ctx: Ctx, tx: Tx, row: MessageRow, { pricing }: WhatsappStatus) {
  const { budgetMonth, channel, cost, costSettled, status } = row;
  // A message that was given up, and paid back, may still have arrived.
  if (!pricing || !budgetMonth || !channel || (costSettled && status !== "failed")) return {};
  const { data } = await readSettings(ctx, tx, "notifications");
  const category = pricing.category ?? row.category;
  const final = pricing.billable === false ? "0" : priceOf(data, channel, category);
  const amount = decimal(final)
    .minus(cost ?? "0")
    .toString();
  await settle(ctx, tx, { channel, month: budgetMonth, amount });
  return { cost: final, costSettled: true, ...(category && { category }) };
}
