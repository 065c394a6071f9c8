import type { Scope } from "@/server/tenancy/scope";
import { allReactions } from "./reactions";
import type { StatedEvent } from "./stated-event";

/** Facts that reactions may add to one transaction before it is taken for a loop. */
const MAX_FACTS_FROM_REACTIONS = 1_000;

/**
 * Runs the `inTx` reactions to the scope's facts, and to the facts that these state in turn.
 * Runs inside the open scope, before the chain is locked; a throw rolls the whole transaction back.
 */
export async function reactInTransaction(scope: Scope): Promise<void> {
  if (scope.events.length === 0) return;
  const reactions = (await allReactions()).filter((reaction) => reaction.inTx);
  if (reactions.length === 0) return;
  const limit = scope.events.length + MAX_FACTS_FROM_REACTIONS;
  // The array grows while reactions state facts; the loop meets those too.
  for (const fact of scope.events) {
    if (scope.events.length > limit)
      throw new Error("reactions in the transaction set each other off");
    for (const reaction of reactions)
      if (reaction.on.includes(fact.name)) await reaction.handle(fact.ctx, fact as StatedEvent);
  }
}
