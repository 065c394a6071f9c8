import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookAttempts, webhookDeliveries } from "@/db/schema/hub";
import type { Ctx } from "@/server/tenancy/context";
import { isGone, isSuccess, nextAttemptInMs } from "../rules/delivery-rules";
import type { Message, Outcome } from "../send-message";
import { disableEndpoint } from "./disable-endpoint";
import { noteFailure, noteSuccess } from "./note-health";
import { askForAttempt } from "./restart-deliveries";

/**
 * Writes down an attempt and decides what follows: delivered, a later attempt, or given up. The delivery's row is
 * locked first; when a rival delivery of the same job already wrote this attempt, nothing happens.
 */
export async function settleAttempt(
  ctx: Ctx,
  tx: Tx,
  message: Message,
  outcome: Outcome,
): Promise<void> {
  if (!(await lockPending(ctx, tx, message))) return;
  if (outcome.kind === "postponed") return postpone(ctx, tx, message, outcome.retryAfterMs);
  const status = outcome.kind === "answered" ? outcome.status : undefined;
  const ok = status !== undefined && isSuccess(status);
  await tx.insert(webhookAttempts).values({
    tenantId: ctx.tenantId,
    deliveryId: message.deliveryId,
    attempt: message.attempt,
    ok,
    statusCode: status ?? null,
    durationMs: outcome.durationMs,
    error: outcome.kind === "unanswered" ? outcome.error : null,
    responseExcerpt: outcome.kind === "answered" ? outcome.excerpt : null,
  });
  if (ok) return succeed(ctx, tx, message);
  await fail(ctx, tx, message, {
    gone: isGone(status),
    retryAfterMs: outcome.kind === "answered" ? outcome.retryAfterMs : undefined,
  });
}

const counted = ({ attempt, roundAttempt }: Message) => ({
  attempts: attempt,
  roundAttempts: roundAttempt,
});

async function succeed(ctx: Ctx, tx: Tx, message: Message): Promise<void> {
  const at = new Date();
  await change(ctx, tx, message, {
    ...counted(message),
    status: "delivered",
    deliveredAt: at,
    nextAttemptAt: null,
  });
  await noteSuccess(ctx, tx, message.endpointId);
}

async function fail(
  ctx: Ctx,
  tx: Tx,
  message: Message,
  answer: { gone: boolean; retryAfterMs: number | undefined },
): Promise<void> {
  const waitMs = answer.gone
    ? undefined
    : nextAttemptInMs(message.roundAttempt, Math.random(), answer.retryAfterMs);
  const nextAttemptAt = waitMs === undefined ? null : new Date(Date.now() + waitMs);
  const status = nextAttemptAt ? "pending" : "failed";
  await change(ctx, tx, message, { ...counted(message), status, nextAttemptAt });
  const disabled = answer.gone
    ? await disableEndpoint(ctx, tx, message.endpointId, "gone")
    : await noteFailure(ctx, tx, message.endpointId, nextAttemptAt === null);
  if (nextAttemptAt && !disabled)
    askForAttempt(ctx, { id: message.deliveryId, attempts: message.attempt }, nextAttemptAt);
}

async function postpone(ctx: Ctx, tx: Tx, message: Message, waitMs: number): Promise<void> {
  const nextAttemptAt = new Date(Date.now() + waitMs);
  await change(ctx, tx, message, { nextAttemptAt });
  askForAttempt(ctx, { id: message.deliveryId, attempts: message.attempt - 1 }, nextAttemptAt);
}

async function lockPending(ctx: Ctx, tx: Tx, message: Message): Promise<boolean> {
  const [row] = await tx
    .select({ status: webhookDeliveries.status, attempts: webhookDeliveries.attempts })
    .from(webhookDeliveries)
    .where(deliveryOf(ctx, message))
    .for("update");
  return row?.status === "pending" && row.attempts === message.attempt - 1;
}

async function change(
  ctx: Ctx,
  tx: Tx,
  message: Message,
  set: Partial<typeof webhookDeliveries.$inferInsert>,
): Promise<void> {
  await tx.update(webhookDeliveries).set(set).where(deliveryOf(ctx, message));
}

const deliveryOf = (ctx: Ctx, { deliveryId }: Message) =>
  and(eq(webhookDeliveries.tenantId, ctx.tenantId), eq(webhookDeliveries.id, deliveryId));
