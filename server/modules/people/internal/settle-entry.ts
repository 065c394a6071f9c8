import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/auth";
import { securityLog } from "@/db/schema/identity";
import { apiKeyName } from "@/server/auth/live-api-key";
import { sessionCache } from "@/server/auth/session-cache";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { endSession } from "@/server/modules/auth/for-modules";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";
import type { SecurityEntryDto, SettleInput } from "../security-schema";
import { endSessionsOf } from "./member-row";

type Entry = typeof securityLog.$inferSelect;

/** What revoking would end: the session or key that the entry names, else all sessions of its member. */
export function revokesWhat(
  entry: Pick<Entry, "sessionId" | "apiKeyId" | "membershipId">,
): SecurityEntryDto["revokes"] {
  if (entry.sessionId) return "session";
  if (entry.apiKeyId) return "apiKey";
  return entry.membershipId ? "sessions" : null;
}

/**
 * Says of an entry that it was expected, or ends what it names; safe to repeat, and what was revoked stays revoked.
 * `reviewedBy` null: by the link of the alert. Throws NotFound.
 */
export async function settleEntry(
  tx: Tx,
  ctx: Ctx,
  { entryId, outcome }: SettleInput,
  reviewedBy: string | null,
): Promise<void> {
  const own = and(eq(securityLog.tenantId, ctx.tenantId), eq(securityLog.id, entryId));
  const [entry] = await tx.select().from(securityLog).where(own).for("update");
  if (!entry) throw new NotFound("securityEntry");
  if (entry.outcome === "revoked" || entry.outcome === outcome) return;
  if (outcome === "revoked") await revoke(tx, ctx, entry);
  await tx
    .update(securityLog)
    .set({ outcome, reviewedAt: ctx.now, reviewedByMembershipId: reviewedBy })
    .where(own);
  record(ctx, "securityEntry.reviewed", {
    entity: { type: "securityEntry", id: entryId },
    payload: { kind: entry.kind, outcome },
  });
}

async function revoke(tx: Tx, ctx: Ctx, entry: Entry): Promise<void> {
  if (entry.sessionId) await endSession(tx, ctx, entry.sessionId, "revokedByStaff");
  else if (entry.apiKeyId) await revokeKey(tx, ctx, entry.apiKeyId);
  else if (entry.membershipId) await endSessionsOf(tx, ctx, entry.membershipId, "revokedByStaff");
}

async function revokeKey(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const own = and(eq(apiKeys.id, id), eq(apiKeys.tenantId, ctx.tenantId));
  const [key] = await tx.select().from(apiKeys).where(own).for("update");
  if (!key || (key.revokedAt && key.revokedAt <= ctx.now)) return;
  await tx.update(apiKeys).set({ revokedAt: ctx.now }).where(own);
  // One that was rotated counts no more already.
  if (!key.revokedAt) await countUsage(ctx, tx, "apiKeys", -1);
  record(ctx, "apiKey.revoked", { entity: { type: "apiKey", id }, payload: {} });
  const name = apiKeyName(ctx.tenantId, key.secretHash);
  openScope().afterCommit.push(() => sessionCache.forget(name));
}
