import { eq, gte, lt, or, sql } from "drizzle-orm";
import { events } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { findEvents } from "./internal/find-events";
import type { AuditLogInput, EventPage } from "./schema";

/** The audit log, by name, actor, entity and time. */
export function listAuditLog(ctx: Ctx, input: AuditLogInput): Promise<EventPage> {
  authorize(ctx, "audit.read");
  const { name, actorId, from, to, entityType, entityId } = input;
  const where = [
    name ? eq(events.name, name) : undefined,
    from ? gte(events.occurredAt, new Date(from)) : undefined,
    to ? lt(events.occurredAt, new Date(to)) : undefined,
    actorId ? byActor(actorId) : undefined,
  ];
  const byNameOnly = Boolean(name) && !(actorId || from || to || entityType || entityId);
  return inTenant(ctx, (tx) => findEvents(ctx, tx, input, { where, indexed: byNameOnly }));
}

/** The actor stands in the hashed text; canonical JSON puts it first. */
const byActor = (id: string) =>
  or(
    ...["userId", "customerId", "apiKeyId", "integrationId", "job"].map(
      (field) =>
        sql`strpos(${events.body}, ${`"${field}":${JSON.stringify(id)}`}) between 2 and 600`,
    ),
  );
