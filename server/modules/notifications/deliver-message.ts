import { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { defineJob, type JobDelivery } from "@/server/jobs/define-job";
import { once } from "@/server/jobs/once";
import { PermanentJobError } from "@/server/jobs/permanent-job-error";
import { Unavailable } from "@/server/kernel/errors";
import { readContent } from "@/server/modules/templates/read-content";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import { openJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { channelsIn } from "./channels";
import { findRecipient } from "./internal/find-recipient";
import { messagePlace } from "./internal/message-place";
import { wordMessage, wordsFor } from "./internal/word-message";
import { type MessageChannel, type OutgoingMessage, SendProblem, type Want } from "./port";
import { type MessageJob, messageJob } from "./schema";

const MAX_ATTEMPTS = 6;
type FailReason =
  | "recipient_gone"
  | "no_channel"
  | "expired"
  | "foreign_link"
  | "refused"
  | "unavailable";
type Ready = { channel: MessageChannel; message: OutgoingMessage };

/**
 * Sends one queued message by the first channel that is available and has an address, and states its fate. Messages
 * queued today are about signing in or the tenant's own affairs: no quiet hours hold them. A retry carries the same
 * key, so that transports that can tell send it once.
 */
export const deliverMessage = defineJob({
  name: "notifications.deliver",
  schema: messageJob,
  maxAttempts: MAX_ATTEMPTS,
  handle: async (ctx, job, delivery) => {
    const ready = await inTenant(ctx, (tx) => prepare(ctx, tx, job));
    if (typeof ready === "string") return void (await stateFailed(ctx, delivery, job, ready));
    try {
      await ready.channel.send(ctx, ready.message);
    } catch (error) {
      await onTrouble(ctx, delivery, job, error);
    }
    await once(
      ctx,
      delivery,
      async () => {
        record(ctx, "message.sent", {
          entity: { type: "message", id: job.messageId },
          payload: { template: job.template, channel: ready.channel.name, ...whom(job) },
        });
      },
      "sent",
    );
  },
});

async function prepare(ctx: Ctx, tx: Tx, job: MessageJob): Promise<Ready | FailReason> {
  if (job.expiresAt && Date.parse(job.expiresAt) <= ctx.now.getTime()) return "expired";
  const found = await findRecipient(ctx, tx, job.to);
  if (!found) return "recipient_gone";
  const to = { ...found, locale: job.draft?.locale ?? found.locale };
  const channel = await firstChannel(ctx, tx, job, to);
  if (!channel) return "no_channel";
  const { messageId: id, template } = job;
  const values = { ...job.params, ...(await secretsOf(ctx, tx, job)) };
  const draft = job.draft?.content;
  const message = await wordMessage(ctx, tx, { id, template, to, channel, values, draft });
  return message === "foreign_link" ? message : { channel, message };
}

async function firstChannel(
  ctx: Ctx,
  tx: Tx,
  job: MessageJob,
  to: OutgoingMessage["to"],
): Promise<MessageChannel | undefined> {
  const { channels } = definitionOf(job.template);
  for (const channel of channelsIn(job.channels ?? undefined))
    if (
      to[channel.address] &&
      channels.includes(wordsFor(channel)) &&
      (await channel.available(ctx)) &&
      (await carries(ctx, tx, channel, { template: job.template, locale: to.locale }))
    )
      return channel;
  return undefined;
}

/** WhatsApp takes only words that it has approved. */
async function carries(
  ctx: Ctx,
  tx: Tx,
  channel: MessageChannel,
  want: Pick<Want, "template" | "locale">,
): Promise<boolean> {
  if (!channel.offer) return true;
  const { content } = await readContent(ctx, tx, { ...want, channel: wordsFor(channel) });
  return (await channel.offer(ctx, { ...want, content })).ok;
}

async function secretsOf(ctx: Ctx, tx: Tx, job: MessageJob): Promise<Record<string, string>> {
  if (!job.secretsSealed) return {};
  const opened = await openJson(ctx, tx, messagePlace(job.messageId), job.secretsSealed);
  return z.record(z.string(), z.string()).parse(opened);
}

/** Trouble that may pass is thrown on to be tried again; the last try, and a refusal for good, are stated first. */
async function onTrouble(
  ctx: Ctx,
  delivery: JobDelivery,
  job: MessageJob,
  error: unknown,
): Promise<never> {
  const mayPass =
    error instanceof Unavailable || (error instanceof SendProblem && error.course === "retry");
  if (mayPass && delivery.attempt < MAX_ATTEMPTS) throw error;
  await stateFailed(ctx, delivery, job, mayPass ? "unavailable" : "refused");
  throw mayPass ? error : new PermanentJobError("the message was refused", { cause: error });
}

const stateFailed = (ctx: Ctx, delivery: JobDelivery, job: MessageJob, reason: FailReason) =>
  once(
    ctx,
    delivery,
    async () => {
      record(ctx, "message.failed", {
        entity: { type: "message", id: job.messageId },
        payload: { template: job.template, reason, ...whom(job) },
      });
    },
    "failed",
  );

/** Whose timeline it belongs to; ids, never addresses. */
const whom = ({ to }: MessageJob) => ({
  membershipId: "membershipId" in to ? to.membershipId : null,
  customerId: "customerId" in to ? to.customerId : null,
});
