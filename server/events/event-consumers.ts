import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { EventRow } from "./stated-event";

/** Something that takes every fact of a tenant in order. Its name is the key of its cursor: never rename it. */
export type EventConsumer = {
  readonly name: string;
  /** Writes rows and enqueues jobs in `tx`; calls nobody outside. */
  take(ctx: Ctx, tx: Tx, events: readonly EventRow[]): Promise<void>;
};

/** All consumers, loaded on first use. */
export function eventConsumers(): Promise<readonly EventConsumer[]> {
  return Promise.all([
    import("./take-for-reactions").then((module) => module.takeForReactions),
    import("@/server/modules/hub/take-for-webhooks").then((module) => module.takeForWebhooks),
  ]);
}
