import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { eventHeads } from "@/db/schema/audit";
import { eventCursors } from "@/db/schema/hub";
import { defineJob, type JobDelivery } from "@/server/jobs/define-job";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type EventConsumer, eventConsumers } from "./event-consumers";
import { readEventsAfter } from "./read-events";
import { DELIVER_EVENTS } from "./ask-for-delivery";

/** Facts that a consumer takes in one transaction. */
const PAGE = 500;

/**
 * Hands the tenant's new facts to every consumer, each in order and from where it stopped. A page and the cursor move
 * in one transaction, so a fact is neither lost nor taken twice; a consumer that fails does not hold the others.
 * Also runs on a schedule, for the case that a process died between asking and being asked.
 */
export const deliverEvents = defineJob({
  name: DELIVER_EVENTS,
  schema: z.object({}),
  handle: async (ctx, _payload, delivery) => {
    const consumers = await eventConsumers();
    do {
      const failures: unknown[] = [];
      for (const consumer of consumers)
        await drain(ctx, consumer, delivery).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) {
        await endDelivery(ctx, undefined);
        throw failures[0];
      }
    } while (!(await endDelivery(ctx, consumers)));
  },
});

/**
 * Takes the flag off, so that the next fact asks for a delivery again; with `consumers` only if all of them stand at the
 * head, whose lock keeps facts from slipping in between. Returns false when there is more to take.
 */
function endDelivery(ctx: Ctx, consumers: readonly EventConsumer[] | undefined): Promise<boolean> {
  return inTenant(ctx, async (tx) => {
    const [head] = await tx
      .select({ seq: eventHeads.seq })
      .from(eventHeads)
      .where(eq(eventHeads.tenantId, ctx.tenantId))
      .for("update");
    if (!head) return true;
    for (const consumer of consumers ?? [])
      if ((await lockCursor(ctx, tx, consumer.name)) < head.seq) return false;
    await tx
      .update(eventHeads)
      .set({ delivering: false })
      .where(eq(eventHeads.tenantId, ctx.tenantId));
    return true;
  });
}

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
