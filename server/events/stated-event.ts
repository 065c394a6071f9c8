import type { z } from "zod";
import type { catalog, EventName } from "./catalog";

/** A fact as reactions get it: parsed payload, no personal data (open that by id, under its permission). */
export type StatedEvent<N extends EventName = EventName> = {
  readonly id: string;
  readonly name: N;
  readonly entity: { readonly type: string; readonly id: string };
  readonly payload: z.output<(typeof catalog)[N]["payload"]>;
};

/** A row of the chain as readers of pages get it. */
export type EventRow = {
  readonly id: string;
  readonly seq: number;
  readonly name: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly occurredAt: Date;
  /** Canonical JSON as hashed. */
  readonly body: string;
};
