import { and, eq } from "drizzle-orm";
import { externalIdentities } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selfOf } from "./internal/self";
import { noteSecurity } from "./note-security";

/** Takes one of the caller's own linked accounts away; from then on only a verified e-mail of theirs links one again. */
export async function unlinkIdentity(ctx: Ctx, input: { identityId: string }): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    const [gone] = await tx
      .delete(externalIdentities)
      .where(
        and(
          eq(externalIdentities.id, input.identityId),
          eq(externalIdentities.tenantId, ctx.tenantId),
          eq(externalIdentities.membershipId, membershipId),
        ),
      )
      .returning({ issuer: externalIdentities.issuer });
    if (!gone) throw new NotFound("identity");
    const details = { issuer: gone.issuer };
    await noteSecurity(tx, ctx, { kind: "identityUnlinked", membershipId, sessionId, details });
    record(ctx, "identity.unlinked", {
      entity: { type: "member", id: membershipId },
      payload: details,
    });
  });
}
