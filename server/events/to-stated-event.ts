import { catalog, type EventName } from "./catalog";
import type { EventRow, StatedEvent } from "./stated-event";

/** A row of the chain as reactions get it, its payload parsed. Throws when it is not what the catalogue says. */
export function toStatedEvent(row: EventRow): StatedEvent {
  const name = row.name as EventName;
  const { payload } = JSON.parse(row.body) as { payload: unknown };
  const entity = { type: row.entityType, id: row.entityId };
  return { id: row.id, name, entity, payload: catalog[name].payload.parse(payload) } as StatedEvent;
}
