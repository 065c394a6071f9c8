import { and, asc, eq, gt } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import type { Role } from "@/server/tenancy/context";
import type { Ctx } from "@/server/tenancy/context";
import { toPage } from "@/server/kernel/to-page";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { MemberPage, PageInput } from "./schema";

/** Who works in the tenant, in the order in which they came. */
export function listMembers(ctx: Ctx, input: PageInput): Promise<MemberPage> {
  authorize(ctx, "member.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: memberships.id,
        userId: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        status: memberships.status,
        createdAt: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.tenantId, ctx.tenantId),
          ...(input.cursor ? [gt(memberships.id, input.cursor)] : []),
        ),
      )
      .orderBy(asc(memberships.id))
      .limit(input.limit + 1);
    const members = rows.map((row) => ({
      ...row,
      role: row.role as Role,
      createdAt: row.createdAt.toISOString(),
    }));
    return toPage(members, input.limit);
  });
}
