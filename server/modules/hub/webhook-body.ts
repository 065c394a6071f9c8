/** Standard Webhooks asks for small bodies; what is larger travels as a link. */
export const MAX_BODY_BYTES = 20_000;

type Source = {
  id: string;
  seq: number;
  name: string;
  entityType: string;
  entityId: string;
  occurredAt: Date;
  /** Canonical JSON as hashed. */
  body: string;
};

/**
 * The body of a webhook: `{ type, timestamp, data }`, the same on every attempt. A payload that would make it larger
 * than 20 kB is left out: `data.truncated` is true and `data.href` says where to fetch the event.
 */
export function webhookBody(event: Source, origin: string): string {
  const { payload } = JSON.parse(event.body) as { payload: unknown };
  const data = {
    eventId: event.id,
    seq: event.seq,
    entity: { type: event.entityType, id: event.entityId },
    href: `${origin}/api/v1/events/${event.id}`,
  };
  const envelope = { type: event.name, timestamp: event.occurredAt.toISOString() };
  const whole = JSON.stringify({ ...envelope, data: { ...data, truncated: false, payload } });
  if (Buffer.byteLength(whole) < MAX_BODY_BYTES) return whole;
  return JSON.stringify({ ...envelope, data: { ...data, truncated: true } });
}
