import { and, eq, gt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { securityLog } from "@/db/schema/identity";
import { countryOf } from "@/server/auth/country-of";
import type { Ctx } from "@/server/tenancy/context";
import { alertPeople } from "./internal/alert-people";
import { SECURITY_KINDS, type SecurityKind } from "./rules/security-kinds";

/** Whom or what an entry is about, and words for a person. */
export type SecurityNote = {
  kind: SecurityKind;
  membershipId?: string | undefined;
  customerId?: string | undefined;
  apiKeyId?: string | undefined;
  sessionId?: string | undefined;
  details?: Record<string, string | number | boolean | null>;
};

/**
 * Writes an entry of the security log in the open transaction; like ones of the same hour (kind, subject and address)
 * are counted in one row, so that a stranger cannot fill the log; each session has its own, so that each can be ended. A new alert is told to those whom it concerns. Returns the row's id and whether it is new.
 */
export async function noteSecurity(
  tx: Tx,
  ctx: Ctx,
  note: SecurityNote,
): Promise<{ id: string; isNew: boolean }> {
  const about = {
    membershipId: note.membershipId ?? null,
    customerId: note.customerId ?? null,
    apiKeyId: note.apiKeyId ?? null,
  };
  const hourAgo = new Date(ctx.now.getTime() - 3_600_000);
  const same = sql`${securityLog.membershipId} is not distinct from ${about.membershipId}::uuid
    and ${securityLog.customerId} is not distinct from ${about.customerId}::uuid
    and ${securityLog.apiKeyId} is not distinct from ${about.apiKeyId}::uuid
    and ${securityLog.sessionId} is not distinct from ${note.sessionId ?? null}::uuid
    and ${securityLog.ip} is not distinct from ${ctx.ip ?? null}::inet`;
  const [counted] = await tx
    .update(securityLog)
    .set({ times: sql`${securityLog.times} + 1`, lastAt: ctx.now })
    .where(
      and(
        eq(securityLog.tenantId, ctx.tenantId),
        eq(securityLog.kind, note.kind),
        gt(securityLog.createdAt, hourAgo),
        sql`${securityLog.reviewedAt} is null`,
        same,
      ),
    )
    .returning({ id: securityLog.id });
  if (counted) return { id: counted.id, isNew: false };
  const [row] = await tx
    .insert(securityLog)
    .values({
      tenantId: ctx.tenantId,
      kind: note.kind,
      severity: SECURITY_KINDS[note.kind],
      ...about,
      sessionId: note.sessionId ?? null,
      ip: ctx.ip ?? null,
      country: countryOf(ctx.ip),
      userAgent: ctx.userAgent ?? null,
      details: note.details ?? {},
      createdAt: ctx.now,
      lastAt: ctx.now,
    })
    .returning({ id: securityLog.id });
  if (!row) throw new Error("insert gave no row");
  // A customer's own news are theirs; staff find them in the log.
  if (SECURITY_KINDS[note.kind] === "alert" && !note.customerId)
    await alertPeople(tx, ctx, {
      entryId: row.id,
      kind: note.kind,
      membershipId: about.membershipId,
      country: countryOf(ctx.ip),
    });
  return { id: row.id, isNew: true };
}
