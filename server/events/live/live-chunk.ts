import type { EventRow } from "../stated-event";

/** Keeps proxies and browsers from giving up on a quiet stream. */
export const HEARTBEAT = Buffer.from(": \n\n");
/** First bytes of a stream: how long a browser waits before it comes back. */
export const OPENING = Buffer.from("retry: 3000\n\n");

/** A fact as a stream carries it: `id` is its seq, so that `Last-Event-ID` says where to go on. */
export function liveChunk(row: EventRow): Buffer {
  const { payload } = JSON.parse(row.body) as { payload: unknown };
  const data = JSON.stringify({
    id: row.id,
    seq: row.seq,
    name: row.name,
    entity: { type: row.entityType, id: row.entityId },
    at: row.occurredAt.toISOString(),
    payload,
  });
  return Buffer.from(`id: ${row.seq}\ndata: ${data}\n\n`);
}

/** The same for the customer whom it is about: that something is new, and no more; what it is they read from their pages. */
export const ownChunk = ({ seq }: Pick<EventRow, "seq">): Buffer =>
  Buffer.from(`id: ${seq}\ndata: {"seq":${seq}}\n\n`);

/** Says that too much has passed to tell it one by one: load your data anew and go on from here. */
export const resetChunk = (seq: number): Buffer =>
  Buffer.from(`id: ${seq}\nevent: reset\ndata: {"seq":${seq}}\n\n`);

/** Says that the stream ends for good (the session is over): do not come back with it. */
export const closingChunk = (reason: string): Buffer =>
  Buffer.from(`event: closed\ndata: ${JSON.stringify({ reason })}\n\n`);
