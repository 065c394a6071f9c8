import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteSecurity } from "../note-security";

/** Tells the account's owner in the security log. Where there is no account the same is written and taken back: the same work. */
export async function noteFailedSignIn(
  ctx: Ctx,
  membershipId: string | undefined,
  slowed: boolean,
): Promise<void> {
  await inTenant(ctx, async (tx) => {
    await tx.execute(sql`savepoint before_note`);
    await noteSecurity(tx, ctx, { kind: slowed ? "signInSlowed" : "signInFailed", membershipId });
    await tx.execute(
      membershipId ? sql`release savepoint before_note` : sql`rollback to savepoint before_note`,
    );
  });
}
