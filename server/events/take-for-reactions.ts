import { enqueue } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import type { EventName } from "./catalog";
import type { EventConsumer } from "./event-consumers";
import { reactTogether, reactToEvent } from "./react-to-event";
import { allReactions, type Reaction } from "./reactions";
import type { EventRow } from "./stated-event";
import { toStatedEvent } from "./to-stated-event";

/** Facts that are handled in one transaction where a reaction takes them together; a handful of statements whatever the number. */
const TOGETHER = 100;

/**
 * One job for each reaction to each fact that it wants: it fails, waits, retries and is buried by itself. One for some
 * facts where the reaction takes them together.
 */
export const takeForReactions: EventConsumer = {
  name: "reactions",
  take: async (ctx, _tx, events) => {
    const reactions = (await allReactions()).filter((reaction) => !reaction.inTx);
    for (const reaction of reactions) {
      const wanted = events.filter((event) => wants(reaction, event)).map(({ id }) => id);
      if (reaction.together && wanted.length > 1) enqueueTogether(ctx, reaction, wanted);
      else
        for (const eventId of wanted)
          enqueue(ctx, reactToEvent, { reaction: reaction.name, eventId });
    }
  },
};

const wants = (reaction: Reaction, event: EventRow): boolean =>
  reaction.on.includes(event.name as EventName) && (reaction.wants?.(toStatedEvent(event)) ?? true);

function enqueueTogether(ctx: Ctx, { name }: Reaction, eventIds: readonly string[]): void {
  for (let from = 0; from < eventIds.length; from += TOGETHER)
    enqueue(ctx, reactTogether, {
      reaction: name,
      eventIds: eventIds.slice(from, from + TOGETHER),
    });
}
