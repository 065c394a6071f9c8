import { and, eq, gt, inArray, isNull, notInArray, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { sessionActors } from "@/server/auth/session-actors";
import { type Actor, actorId, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** What a stream hangs on: a session, or an API key. */
export const sessionKey = (actor: Actor): string =>
  "sessionId" in actor ? actor.sessionId : actorId(actor);

/** Those of the actors whose session or key still lives in an open tenant, by `sessionKey`, as they are at this moment. */
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
    const ids = actors.flatMap((actor) => ("sessionId" in actor ? [actor.sessionId] : []));
    const living = await sessionActors(tx, tenantId, ids, ctx.now);
    const keys = await liveKeys(tx, tenantId, ctx.now, actors);
    return new Map(
      actors.flatMap((actor): [string, Actor][] => {
        const name = sessionKey(actor);
        const present = living.get(name)?.actor;
        // A session that lives is believed as it stands now, never as it was when the stream began.
        if (present) return present.kind === actor.kind ? [[name, present]] : [];
        return keys.has(name) || actor.kind === "system" ? [[name, actor]] : [];
      }),
    );
  });
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
