import { messages } from "@/db/schema/notifications";
import { NotFound, TooManyRequests, TramaError, Unavailable } from "@/server/kernel/errors";
import { PanicHeld } from "@/server/outbound/panic-gate";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { SendProblem } from "../port";
import { ACCOUNT_TROUBLE } from "../rules/reasons";
import { settle } from "./budget";
import { failMessage } from "./fail-message";
import { askToSend } from "./insert-messages";
import { lockMessage, type MessageRow, thisMessage } from "./message-row";
import { markAccountDown } from "./mark-account-down";

const MAX_ATTEMPTS = 6;
/** How often what panic holds back looks whether it may go. */
const HELD_SECONDS = 600;
/** The first wait, doubled with each attempt. */
const RETRY_SECONDS = 30;

/**
 * What becomes of a message whose sending threw: later again, another channel, or waiting for the vendor's word. What it
 * does not know (a bug) is thrown on, so that the job's own retries and dead letters show it.
 */
export async function onSendTrouble(ctx: Ctx, messageId: string, error: unknown): Promise<void> {
  const problem = understood(error);
  if (!problem) throw error;
  const down = await inTenant(ctx, async (tx) => {
    const row = await lockMessage(ctx, tx, messageId);
    // A status of the vendor's came first: it knows better.
    if (row?.status !== "sending") return undefined;
    const { course, reason } = problem;
    if (course === "unknown") {
      await tx
        .update(messages)
        .set({ reason: "outcome_unknown" })
        .where(thisMessage(ctx.tenantId, messageId));
      askToSend(ctx, messageId, new Date(ctx.now.getTime() + 15 * 60_000));
      return undefined;
    }
    const held = error instanceof PanicHeld;
    if (course === "retry" && (held || row.attempts < MAX_ATTEMPTS)) {
      const seconds = problem.afterSeconds ?? RETRY_SECONDS * 2 ** (row.attempts - 1);
      const at = new Date(ctx.now.getTime() + seconds * 1000);
      if (row.cost && row.channel && row.budgetMonth)
        await settle(ctx, tx, {
          ...{ channel: row.channel, month: row.budgetMonth, amount: `-${row.cost}` },
        });
      await tx
        .update(messages)
        .set(queuedAgain(row, at, reason, held))
        .where(thisMessage(ctx.tenantId, messageId));
      askToSend(ctx, messageId, at);
      return undefined;
    }
    await failMessage(ctx, tx, row, reason);
    return ACCOUNT_TROUBLE.includes(reason) ? row.integrationId : undefined;
  });
  if (down) await markAccountDown(ctx, down, problem.reason);
}

/** The channel that it was being sent by is the first of those still to be tried. */
const queuedAgain = (row: MessageRow, at: Date, reason: string, held: boolean) => ({
  ...{ status: "queued" as const, sendAt: at, reason, startedAt: null, cost: null },
  rest: row.channel ? [row.channel, ...row.rest] : row.rest,
  attempts: held ? row.attempts - 1 : row.attempts,
});

type Problem = { course: SendProblem["course"]; reason: string; afterSeconds?: number | undefined };

function understood(error: unknown): Problem | undefined {
  if (error instanceof SendProblem) return error;
  if (error instanceof PanicHeld)
    return { course: "retry", reason: "unavailable", afterSeconds: HELD_SECONDS };
  if (error instanceof TooManyRequests)
    return { course: "retry", reason: "too_fast", afterSeconds: error.retryAfterSeconds };
  if (error instanceof Unavailable) return { course: "retry", reason: "unavailable" };
  if (error instanceof NotFound) return { course: "fallBack", reason: "not_connected" };
  if (error instanceof TramaError) return { course: "fallBack", reason: "refused" };
  return undefined;
}
