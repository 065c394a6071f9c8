import type { EventRow } from "../stated-event";

const known = new WeakMap<EventRow, string | null>();

/** Whose account a fact is about, where it is about one; read once a fact, however many customers listen. */
export function customerOfFact(row: EventRow): string | null {
  const found = known.get(row);
  if (found !== undefined) return found;
  const { payload } = JSON.parse(row.body) as { payload?: { customerId?: unknown } };
  const named = typeof payload?.customerId === "string" ? payload.customerId : null;
  const whose = row.entityType === "customer" ? row.entityId : named;
  known.set(row, whose);
  return whose;
}
