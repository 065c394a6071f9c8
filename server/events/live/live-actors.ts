import { and, eq, gt, inArray, isNull, ne, notInArray, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys, memberships, sessions, users } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { type Actor, actorId, type Role, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** What a stream hangs on: a session, or an API key. */
export const sessionKey = (actor: Actor): string =>
  "sessionId" in actor ? actor.sessionId : actorId(actor);

/** Those of the actors whose session or key still lives in an open tenant, by `sessionKey`, with their present role. */
export function liveActors(
  tenantId: string,
  actors: readonly Actor[],
): Promise<Map<string, Actor>> {
  const ctx = systemCtx(tenantId, "events.live");
  return inTenant(ctx, async (tx) => {
    const [open] = await tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.id, tenantId), notInArray(tenants.status, ["suspended", "closed"])));
    if (!open) return new Map();
    const roles = await liveSessions(tx, tenantId, ctx.now, actors);
    const keys = await liveKeys(tx, tenantId, ctx.now, actors);
    const living = actors.flatMap((actor): [string, Actor][] => {
      const name = sessionKey(actor);
      const role = roles.get(name);
      if (actor.kind === "user") return role ? [[name, { ...actor, role }]] : [];
      const lives = role !== undefined || keys.has(name) || actor.kind === "system";
      return lives ? [[name, actor]] : [];
    });
    return new Map(living);
  });
}

async function liveSessions(
  tx: Tx,
  tenantId: string,
  now: Date,
  actors: readonly Actor[],
): Promise<Map<string, Role>> {
  const ids = actors.flatMap((actor) => ("sessionId" in actor ? [actor.sessionId] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: sessions.id, role: memberships.role })
    .from(sessions)
    .innerJoin(
      memberships,
      and(
        eq(memberships.id, sessions.membershipId),
        eq(memberships.tenantId, sessions.tenantId),
        eq(memberships.status, "active"),
      ),
    )
    .innerJoin(users, and(eq(users.id, memberships.userId), eq(users.status, "active")))
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        inArray(sessions.id, [...new Set(ids)]),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        gt(sessions.idleExpiresAt, now),
        or(ne(sessions.audience, "platform"), sql`app.is_platform_admin(${users.id})`),
      ),
    );
  return new Map(rows.map(({ id, role }) => [id, role as Role]));
}

async function liveKeys(
  tx: Tx,
  tenantId: string,
  now: Date,
  actors: readonly Actor[],
): Promise<Set<string>> {
  const ids = actors.flatMap((actor) => (actor.kind === "apiKey" ? [actor.apiKeyId] : []));
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.tenantId, tenantId),
        inArray(apiKeys.id, [...new Set(ids)]),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    );
  return new Set(rows.map(({ id }) => `apiKey:${id}`));
}
