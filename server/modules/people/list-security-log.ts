import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { apiKeys, memberships, users } from "@/db/schema/auth";
import { securityLog } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { toPage } from "@/server/kernel/to-page";
import { SECURITY_KINDS, type SecurityKind } from "@/server/modules/auth/rules/security-kinds";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { revokesWhat } from "./internal/settle-entry";
import type { ListSecurityInput, SecurityEntryDto, SecurityPage } from "./security-schema";

const reviewers = alias(memberships, "reviewers");
const reviewerUsers = alias(users, "reviewer_users");

/** The security log, newest first (ids are made in time's order). */
export function listSecurityLog(ctx: Ctx, input: ListSecurityInput): Promise<SecurityPage> {
  authorize(ctx, "security.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({
        entry: securityLog,
        memberName: users.name,
        apiKeyName: apiKeys.name,
        reviewedBy: reviewerUsers.name,
      })
      .from(securityLog)
      .leftJoin(
        memberships,
        and(
          eq(memberships.id, securityLog.membershipId),
          eq(memberships.tenantId, securityLog.tenantId),
        ),
      )
      .leftJoin(users, eq(users.id, memberships.userId))
      .leftJoin(
        apiKeys,
        and(eq(apiKeys.id, securityLog.apiKeyId), eq(apiKeys.tenantId, securityLog.tenantId)),
      )
      .leftJoin(
        reviewers,
        and(
          eq(reviewers.id, securityLog.reviewedByMembershipId),
          eq(reviewers.tenantId, securityLog.tenantId),
        ),
      )
      .leftJoin(reviewerUsers, eq(reviewerUsers.id, reviewers.userId))
      .where(and(eq(securityLog.tenantId, ctx.tenantId), ...filters(input)))
      .orderBy(desc(securityLog.id))
      .limit(input.limit + 1);
    return toPage(rows.map(toDto), input.limit);
  });
}

const filters = (input: ListSecurityInput) =>
  [
    input.severity && eq(securityLog.severity, input.severity),
    input.kind && eq(securityLog.kind, input.kind),
    input.open ? isNull(securityLog.reviewedAt) : undefined,
    input.membershipId && eq(securityLog.membershipId, input.membershipId),
    input.entryId && eq(securityLog.id, input.entryId),
    input.cursor && lt(securityLog.id, input.cursor),
  ].map((each) => each || undefined);

type Row = {
  entry: typeof securityLog.$inferSelect;
  memberName: string | null;
  apiKeyName: string | null;
  reviewedBy: string | null;
};

function toDto({ entry, ...names }: Row): SecurityEntryDto {
  const { id, severity, membershipId, ip, country, userAgent, details, times, outcome } = entry;
  return {
    ...{ id, severity, membershipId, ip, country, userAgent, details, times, outcome },
    ...names,
    kind: Object.hasOwn(SECURITY_KINDS, entry.kind) ? (entry.kind as SecurityKind) : "signInFailed",
    createdAt: entry.createdAt.toISOString(),
    lastAt: entry.lastAt.toISOString(),
    reviewedAt: entry.reviewedAt?.toISOString() ?? null,
    revokes: revokesWhat(entry),
  };
}
