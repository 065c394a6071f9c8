import { canonicalJson } from "@/server/kernel/canonical-json";
import { statedActor } from "./stated-actor";
import { catalog } from "./catalog";
import { commitmentOf } from "./personal-details";
import type { PendingEvent } from "./record";

/**
 * The text that is hashed: everything the fact says, in canonical JSON. Written key by key in sorted order, since the
 * general serialiser took most of the time of a bulk run; a test holds it to that one.
 */
export function eventBody(fact: PendingEvent): string {
  const { ctx, entity, personal } = fact;
  const commitment = personal ? `"personal":{"commitment":"${commitmentOf(personal)}"},` : "";
  return `{"actor":${canonicalJson(statedActor(ctx.actor))},"at":"${ctx.now.toISOString()}","entity":{"id":${quoted(entity.id)},"type":${quoted(entity.type)}},"id":"${fact.id}","name":"${fact.name}","payload":${canonicalJson(fact.payload)},${commitment}"request":${quoted(ctx.requestId)},"tenant":"${ctx.tenantId}","version":${catalog[fact.name].version}}`;
}

/** RFC 8785 writes strings as JSON.stringify does; a lone surrogate has no canonical form. */
const quoted = (text: string): string => JSON.stringify(text.toWellFormed());
