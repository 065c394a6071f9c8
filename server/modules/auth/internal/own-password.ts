import { and, eq } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { verifyPassword } from "@/server/auth/password-hash";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selfOf } from "./self";

/** Is it the caller's password? Outside the transaction: hashing takes its time. */
export async function isOwnPassword(ctx: Ctx, password: string): Promise<boolean> {
  const [person] = await inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    return tx
      .select({ passwordHash: users.passwordHash })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
  });
  return verifyPassword(password, person?.passwordHash);
}
