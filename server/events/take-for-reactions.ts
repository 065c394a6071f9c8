import { enqueue } from "@/server/jobs/enqueue";
import type { EventName } from "./catalog";
import type { EventConsumer } from "./event-consumers";
import { reactToEvent } from "./react-to-event";
import { allReactions } from "./reactions";
import { toStatedEvent } from "./to-stated-event";

/** One job for each reaction to each fact that it wants: it fails, waits, retries and is buried by itself. */
export const takeForReactions: EventConsumer = {
  name: "reactions",
  take: async (ctx, _tx, events) => {
    const reactions = (await allReactions()).filter((reaction) => !reaction.inTx);
    for (const event of events)
      for (const reaction of reactions)
        if (
          reaction.on.includes(event.name as EventName) &&
          (reaction.wants?.(toStatedEvent(event)) ?? true)
        )
          enqueue(ctx, reactToEvent, { reaction: reaction.name, eventId: event.id });
  },
};
