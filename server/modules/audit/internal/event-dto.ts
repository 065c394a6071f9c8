import { events } from "@/db/schema/audit";
import { eventColumns } from "@/server/events/read-events";
import type { EventRow } from "@/server/events/stated-event";
import type { EventDto } from "../schema";

export const auditColumns = { ...eventColumns, hash: events.hash };

type Body = {
  version: number;
  request: string;
  actor: Record<string, unknown> & { kind: string };
  payload: unknown;
};

/** Which field of an actor says who it is. */
const ID_FIELDS = ["userId", "customerId", "apiKeyId", "integrationId", "job"] as const;

/** A row as readers see it: who and what, without session ids and scopes. */
export function toEventDto(row: EventRow & { hash: string }): EventDto {
  const { version, request, actor, payload } = JSON.parse(row.body) as Body;
  const id = ID_FIELDS.map((field) => actor[field]).find((value) => typeof value === "string");
  return {
    id: row.id,
    seq: row.seq,
    name: row.name,
    version,
    entity: { type: row.entityType, id: row.entityId },
    actor: { kind: actor.kind, id: (id as string | undefined) ?? null },
    requestId: request,
    at: row.occurredAt.toISOString(),
    payload,
    hash: row.hash,
  };
}
