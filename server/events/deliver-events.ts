import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { eventCursors } from "@/db/schema/hub";
import { defineJob, type JobDelivery } from "@/server/jobs/define-job";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type EventConsumer, eventConsumers } from "./event-consumers";
import { readEventsAfter } from "./read-events";
import { DELIVER_EVENTS } from "./schedule-delivery";

/** Facts that a consumer takes in one transaction. */
const PAGE = 500;

/**
 * Hands the tenant's new facts to every consumer, each in order and from where it stopped. A page and the cursor move
 * in one transaction, so a fact is neither lost nor taken twice; a consumer that fails does not hold the others.
 */
export const deliverEvents = defineJob({
  name: DELIVER_EVENTS,
  schema: z.object({}),
  handle: async (ctx, _payload, delivery) => {
    const failures: unknown[] = [];
    for (const consumer of await eventConsumers())
      await drain(ctx, consumer, delivery).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  },
});

async function drain(ctx: Ctx, consumer: EventConsumer, delivery: JobDelivery): Promise<void> {
  let taken = PAGE;
  while (taken === PAGE) {
    delivery.signal.throwIfAborted();
    taken = await inTenant(ctx, (tx) => takePage(ctx, tx, consumer));
  }
}

async function takePage(ctx: Ctx, tx: Tx, consumer: EventConsumer): Promise<number> {
  const seq = await lockCursor(ctx, tx, consumer.name);
  const page = await readEventsAfter(tx, ctx.tenantId, seq, PAGE);
  const last = page.at(-1);
  if (!last) return 0;
  await consumer.take(ctx, tx, page);
  await tx
    .update(eventCursors)
    .set({ seq: last.seq, updatedAt: ctx.now })
    .where(cursorOf(ctx, consumer.name));
  return page.length;
}

/** A second delivery at the same time waits here, then finds nothing left. */
async function lockCursor(ctx: Ctx, tx: Tx, consumer: string): Promise<number> {
  const find = () =>
    tx
      .select({ seq: eventCursors.seq })
      .from(eventCursors)
      .where(cursorOf(ctx, consumer))
      .for("update");
  const [row] = await find();
  if (row) return row.seq;
  await tx.insert(eventCursors).values({ tenantId: ctx.tenantId, consumer }).onConflictDoNothing();
  return (await find())[0]?.seq ?? 0;
}

const cursorOf = (ctx: Ctx, consumer: string) =>
  and(eq(eventCursors.tenantId, ctx.tenantId), eq(eventCursors.consumer, consumer));
