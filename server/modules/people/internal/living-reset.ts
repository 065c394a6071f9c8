import { and, eq, gt, isNull } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { passwordResets } from "@/db/schema/identity";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hashToken } from "./tokens";

/** The reset behind a link and whose it is; undefined when it is unknown, used, too old, or its member may not come in. */
export async function livingReset(ctx: Ctx, token: string) {
  const [row] = await inTenant(ctx, (tx) =>
    tx
      .select({
        id: passwordResets.id,
        membershipId: passwordResets.membershipId,
        userId: users.id,
        email: users.email,
        name: users.name,
      })
      .from(passwordResets)
      .innerJoin(
        memberships,
        and(
          eq(memberships.id, passwordResets.membershipId),
          eq(memberships.tenantId, passwordResets.tenantId),
        ),
      )
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(passwordResets.tenantId, ctx.tenantId),
          eq(passwordResets.tokenHash, hashToken(token)),
          isNull(passwordResets.usedAt),
          gt(passwordResets.expiresAt, ctx.now),
          eq(memberships.status, "active"),
          eq(users.status, "active"),
        ),
      ),
  );
  return row;
}
