import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { defineJob } from "@/server/jobs/define-job";
import { enqueue } from "@/server/jobs/enqueue";
import { once } from "@/server/jobs/once";
import { PermanentJobError } from "@/server/jobs/permanent-job-error";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { eventColumns } from "./read-events";
import { allReactions, type Reaction } from "./reactions";
import type { EventRow } from "./stated-event";
import { toStatedEvent } from "./to-stated-event";

/** Runs one reaction to one fact, once, in one transaction. */
export const reactToEvent = defineJob({
  name: "events.react",
  schema: z.object({ reaction: z.string(), eventId: z.uuid() }),
  handle: async (ctx, { reaction: name, eventId }, delivery) => {
    const reaction = await findReaction(name);
    await once(ctx, delivery, async (tx) => {
      const [event] = await findEvents(ctx, tx, [eventId]);
      if (!event) throw new PermanentJobError(`event ${eventId} does not exist`);
      await reaction.handle(ctx, toStatedEvent(event));
    });
  },
});

/** Runs one reaction to some facts, in their order, once, in one transaction; or leaves each to a job of its own. */
export const reactTogether = defineJob({
  name: "events.reactTogether",
  schema: z.object({ reaction: z.string(), eventIds: z.array(z.uuid()) }),
  handle: async (ctx, { reaction: name, eventIds }, delivery) => {
    const reaction = await findReaction(name);
    try {
      await once(ctx, delivery, async (tx) => {
        await reaction.together?.(ctx, (await findEvents(ctx, tx, eventIds)).map(toStatedEvent));
      });
    } catch (error) {
      delivery.signal.throwIfAborted();
      log.warn({ err: error, reaction: name }, "facts are reacted to one by one");
      await once(ctx, delivery, async () => {
        for (const eventId of eventIds) enqueue(ctx, reactToEvent, { reaction: name, eventId });
      });
    }
  },
});

async function findReaction(name: string): Promise<Reaction> {
  const reaction = (await allReactions()).find((candidate) => candidate.name === name);
  if (!reaction) throw new PermanentJobError(`no reaction is called ${name}`);
  return reaction;
}

const findEvents = (ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<EventRow[]> =>
  tx
    .select(eventColumns)
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), inArray(events.id, [...ids])))
    .orderBy(asc(events.seq));
