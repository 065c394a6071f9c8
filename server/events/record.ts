import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";
import { catalog, type EventName, type EventPayload } from "./catalog";

/** A fact waiting for the end of its transaction. */
export type PendingEvent = {
  id: string;
  ctx: Ctx;
  name: EventName;
  entity: { type: string; id: string };
  payload: unknown;
  personal: unknown;
};

/** What a verb says when it records. */
export type Fact<N extends EventName> = {
  entity: { type: (typeof catalog)[N]["entity"]; id: string };
  payload: EventPayload<N>;
  /** Personal data of the fact; stored encrypted and apart, so that it can be erased. */
  personal?: Record<string, unknown>;
};

/**
 * States a fact in the open transaction; it is appended to the tenant's chain as the last statement.
 * Throws when the payload does not fit the catalogue (a bug, not a user's error). Returns the event's id.
 */
export function record<N extends EventName>(ctx: Ctx, name: N, fact: Fact<N>): string {
  const scope = openScope();
  const payload = catalog[name].payload.parse(fact.payload);
  const id = newId();
  scope.events.push({ id, ctx, name, entity: fact.entity, payload, personal: fact.personal });
  return id;
}
