import type { Ctx } from "@/server/tenancy/context";
import type { EventName } from "./catalog";
import type { StatedEvent } from "./stated-event";

/** What a module does when a fact is stated elsewhere. */
export type Reaction<N extends EventName = EventName> = {
  readonly on: readonly N[];
  /** `noun.verb`, unique: part of the idempotency key, so never renamed while facts wait. */
  readonly name: string;
  /**
   * Absent: in a job of its own after the commit, with retries, once per fact, inside one transaction.
   * True: in the transaction of the fact itself, which fails with it; keep it small, and no vendor calls.
   */
  readonly inTx?: boolean;
  /**
   * Facts that come by the thousand (a mass cut's): some of them, in their order, in one job and one transaction. Should it
   * fail, each of them goes to `handle` in a job of its own. Only for reactions after the commit.
   */
  together?(ctx: Ctx, events: readonly StatedEvent<N>[]): Promise<void>;
  /** Which of those facts: one that it says no to is no job at all. Absent: all. Only for reactions after the commit. */
  wants?(event: StatedEvent<N>): boolean;
  handle(ctx: Ctx, event: StatedEvent<N>): Promise<void>;
};

/** Declares a reaction; the payload's type follows from `on`. */
export function defineReaction<N extends EventName>(reaction: Reaction<N>): Reaction {
  return reaction as unknown as Reaction;
}

type Loader = () => Promise<readonly Reaction[]>;

/** Every module that reacts, loaded on first use; a module adds one line here. */
const loaders: Loader[] = [
  () => import("@/server/modules/billing/dunning/reactions").then((module) => module.reactions),
  () => import("@/server/modules/hub/reactions").then((module) => module.reactions),
  () => import("@/server/modules/network/reactions").then((module) => module.reactions),
  () => import("@/server/modules/payments/reactions").then((module) => module.reactions),
  () => import("@/server/modules/payments/cards/reactions").then((module) => module.reactions),
  () => import("@/server/modules/payments/cash/reactions").then((module) => module.reactions),
  () => import("@/server/modules/payments/proofs/reactions").then((module) => module.reactions),
  () => import("@/server/modules/notifications/reactions").then((module) => module.reactions),
];

let loaded: Promise<readonly Reaction[]> | undefined;

/** All reactions of the product. */
export function allReactions(): Promise<readonly Reaction[]> {
  return (loaded ??= Promise.all(loaders.map((load) => load())).then((lists) => lists.flat()));
}

/** Adds reactions from outside the product's own list (tests); returns what takes them out again. */
export function registerReactions(reactions: readonly Reaction[]): () => void {
  const loader: Loader = async () => reactions;
  loaders.push(loader);
  loaded = undefined;
  return () => {
    const at = loaders.indexOf(loader);
    // Said twice it takes out nothing else.
    if (at >= 0) loaders.splice(at, 1);
    loaded = undefined;
  };
}
