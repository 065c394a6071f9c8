import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { defineJob } from "@/server/jobs/define-job";
import { once } from "@/server/jobs/once";
import { PermanentJobError } from "@/server/jobs/permanent-job-error";
import type { Ctx } from "@/server/tenancy/context";
import { eventColumns } from "./read-events";
import { allReactions } from "./reactions";
import type { EventRow } from "./stated-event";
import { toStatedEvent } from "./to-stated-event";

/** Runs one reaction to one fact, once, in one transaction. */
export const reactToEvent = defineJob({
  name: "events.react",
  schema: z.object({ reaction: z.string(), eventId: z.uuid() }),
  handle: async (ctx, { reaction: name, eventId }, delivery) => {
    const reaction = (await allReactions()).find((candidate) => candidate.name === name);
    if (!reaction) throw new PermanentJobError(`no reaction is called ${name}`);
    await once(ctx, delivery, async (tx) => {
      await reaction.handle(ctx, toStatedEvent(await findEvent(ctx, tx, eventId)));
    });
  },
});

async function findEvent(ctx: Ctx, tx: Tx, id: string): Promise<EventRow> {
  const [event] = await tx
    .select(eventColumns)
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.id, id)));
  if (!event) throw new PermanentJobError(`event ${id} does not exist`);
  return event;
}
