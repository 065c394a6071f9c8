import { randomBytes } from "node:crypto";
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
  personal: PersonalDetails | undefined;
};

/** Personal data with the salt that keeps its commitment from being guessed. */
export type PersonalDetails = { salt: string; data: unknown };

/** What a verb says when it records. */
export type Fact<N extends EventName> = {
  entity: { type: (typeof catalog)[N]["entity"]; id: string };
  payload: EventPayload<N>;
  /** Personal data of the fact; stored encrypted and apart, so that it can be erased. */
  personal?: Record<string, unknown>;
};

/**
 * States a fact in the open transaction; it is appended to the tenant's chain as the last statement.
 * Throws when payload or personal data do not fit the catalogue (a bug, not a user's error). Returns the event's id.
 */
export function record<N extends EventName>(ctx: Ctx, name: N, fact: Fact<N>): string {
  const scope = openScope();
  const payload = catalog[name].payload.parse(fact.payload);
  const id = newId();
  const personal = fact.personal && withSalt(name, fact.personal);
  scope.events.push({ id, ctx, name, entity: fact.entity, payload, personal });
  return id;
}

function withSalt(name: EventName, data: Record<string, unknown>): PersonalDetails {
  const schema = catalog[name].personal;
  if (!schema) throw new Error(`the catalogue gives ${name} no personal data`);
  return { salt: randomBytes(32).toString("hex"), data: schema.parse(data) };
}
