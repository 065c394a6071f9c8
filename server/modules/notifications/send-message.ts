import { z } from "zod";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { defineJob } from "@/server/jobs/define-job";
import type { MessageKey } from "@/server/modules/templates/rules/registry";
import { openJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { channelsIn } from "./channels";
import { chooseChannel } from "./internal/choose-channel";
import { failMessage } from "./internal/fail-message";
import { askToSend } from "./internal/insert-messages";
import { rowPlace } from "./internal/message-place";
import { lockMessage, type MessageRow, thisMessage } from "./internal/message-row";
import { onSendTrouble } from "./internal/on-send-trouble";
import { readQuietHours } from "./internal/read-quiet-hours";
import { recipientOf } from "./internal/recipient-of";
import { stateSent } from "./internal/state-sent";
import { wordMessage } from "./internal/word-message";
import type { MessageChannel, Reach, Receipt } from "./port";
import { approvedOf } from "./rules/approved-template";

/** How long a message without an answer waits for the vendor's word before it counts as failed by that channel. */
export const UNKNOWN_WAIT_MS = 15 * 60_000;
/** One try ends within it. */
const SENDING_MS = 60_000;

/** What is left to do outside the transaction. */
type Ready = (ctx: Ctx) => Promise<Receipt | void>;

/**
 * Sends one message to a customer by the first channel that can carry it, and writes its fate back. Delivered twice it
 * sends once: what a vendor without idempotency keys was given and did not answer for waits for its word, and a second job
 * of the same message (the sweeper's, beside its own) waits for the first one's end.
 */
export const sendMessage = defineJob({
  name: "notifications.send",
  schema: z.object({ messageId: z.uuid() }),
  maxAttempts: 6,
  timeoutMs: SENDING_MS,
  handle: async (ctx, { messageId }, { attempt }) => {
    const ready = await inTenant(ctx, (tx) => prepare(ctx, tx, messageId, attempt));
    if (!ready) return;
    try {
      const receipt = (await ready(ctx)) ?? {};
      await inTenant(ctx, (tx) => stateSent(ctx, tx, messageId, receipt));
    } catch (error) {
      await onSendTrouble(ctx, messageId, error);
    }
  },
});

/** Locks, decides, and marks it as being sent; undefined when there is nothing to send now. */
async function prepare(
  ctx: Ctx,
  tx: Tx,
  messageId: string,
  attempt: number,
): Promise<Ready | undefined> {
  const row = await lockMessage(ctx, tx, messageId);
  if (!row || !["queued", "held", "sending"].includes(row.status)) return undefined;
  const quiet = await readQuietHours(ctx, tx);
  if (row.status === "sending") return again(ctx, tx, row, attempt);
  const until = row.quietHours ? quiet.until(ctx.now) : null;
  if (until) return wait(ctx, tx, row, until, "held");
  if (row.sendAt && row.sendAt > ctx.now) return void askToSend(ctx, row.id, row.sendAt);
  const to = await recipientOf(ctx, tx, row);
  if (!to) return void (await failMessage(ctx, tx, row, "recipient_gone"));
  const choice = await chooseChannel(ctx, tx, row, to, quiet.timeZone);
  if (choice.kind === "later") return wait(ctx, tx, row, choice.at, "queued");
  if (choice.kind === "none") {
    const { skipped } = choice;
    const reason = skipped.at(-1)?.reason ?? "no_channel";
    return void (await failMessage(ctx, tx, { ...row, skipped }, reason, {
      dropped: reason === "over_budget",
    }));
  }
  const { channel, offer, rest, skipped, cost } = choice;
  const started = {
    ...{ channel: channel.name, status: "sending" as const, rest, skipped, startedAt: ctx.now },
    ...{ integrationId: offer.integrationId ?? null, category: offer.category ?? null },
    ...{ attempts: row.attempts + 1, reason: "" },
    ...(Number(cost.amount) > 0 && {
      ...{ cost: cost.amount, costCurrency: cost.currency, budgetMonth: cost.month },
      costSettled: false,
    }),
  };
  const ready = await worded(ctx, tx, row, to, channel);
  if (ready === "foreign_link")
    return void (await failMessage(ctx, tx, { ...row, ...started, rest: [] }, ready));
  await tx.update(messages).set(started).where(thisMessage(ctx.tenantId, row.id));
  return ready;
}

/**
 * It was being sent when the process ended: again where the vendor can tell, else only when its word stays out. A job at its
 * first try did not begin that; whoever did may be at it yet.
 */
async function again(
  ctx: Ctx,
  tx: Tx,
  row: MessageRow,
  attempt: number,
): Promise<Ready | undefined> {
  const free = new Date((row.startedAt?.getTime() ?? 0) + SENDING_MS);
  if (attempt === 1 && free > ctx.now) return void askToSend(ctx, row.id, free);
  const [channel] = row.channel ? channelsIn([row.channel]) : [];
  if (channel && !channel.mayDouble) {
    const to = await recipientOf(ctx, tx, row);
    const ready = to && (await worded(ctx, tx, row, to, channel));
    if (ready && ready !== "foreign_link") {
      await tx
        .update(messages)
        .set({ startedAt: ctx.now })
        .where(thisMessage(ctx.tenantId, row.id));
      return ready;
    }
  }
  const end = new Date((row.startedAt ?? ctx.now).getTime() + UNKNOWN_WAIT_MS);
  if (end > ctx.now) return void askToSend(ctx, row.id, end);
  await failMessage(ctx, tx, row, "outcome_unknown");
  return undefined;
}

async function wait(ctx: Ctx, tx: Tx, { id }: MessageRow, at: Date, status: "held" | "queued") {
  await tx.update(messages).set({ status, sendAt: at }).where(thisMessage(ctx.tenantId, id));
  askToSend(ctx, id, at);
  return undefined;
}

async function worded(
  ctx: Ctx,
  tx: Tx,
  row: MessageRow,
  to: Reach,
  channel: MessageChannel,
): Promise<Ready | "foreign_link"> {
  const { id, secretsSealed, params } = row;
  const { approved } = channel;
  const own = approvedOf(row.template);
  if (own && approved)
    return (now) => approved.send(now, { id, template: own, to, values: params });
  const secrets = secretsSealed
    ? z.record(z.string(), z.string()).parse(await openJson(ctx, tx, rowPlace(id), secretsSealed))
    : {};
  const values = { ...params, ...secrets };
  const template = row.template as MessageKey;
  const message = await wordMessage(ctx, tx, { id, template, to, channel, values });
  return message === "foreign_link" ? message : (now) => channel.send(now, message);
}
