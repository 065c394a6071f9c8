import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { catalog, type EventName, type EventPayload } from "@/server/events/catalog";
import { eventBody } from "@/server/events/event-body";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";

/** Something that happened in the demo's past. */
export type PastFact = {
  [N in EventName]: { name: N; id: string; payload: EventPayload<N>; at: Date };
}[EventName];

/**
 * Writes past facts into the chain as they were, without anybody reacting to them now: nobody is told today of an
 * invoice of last year. In one statement.
 */
export async function appendFacts(ctx: Ctx, tx: Tx, facts: readonly PastFact[]): Promise<void> {
  if (facts.length === 0) return;
  const events = facts.map(({ name, id, payload, at }) => ({
    ...{ id: newId(at.getTime()), ctx: { ...ctx, now: at }, name, personal: undefined },
    entity: { type: catalog[name].entity, id },
    payload: catalog[name].payload.parse(payload),
  }));
  await tx.execute(sql`select app.append_events(
    ${sql.param(events.map((event) => event.id))}::uuid[],
    ${sql.param(events.map((event) => event.name))}::text[],
    ${sql.param(events.map((event) => event.entity.type))}::text[],
    ${sql.param(events.map((event) => event.entity.id))}::text[],
    ${sql.param(events.map((event) => event.ctx.now.toISOString()))}::timestamptz[],
    ${events.map(eventBody).join("\n")}::text)`);
}
