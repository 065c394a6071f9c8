import { and, eq } from "drizzle-orm";
import { totpFactors } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dropRecoverySheet } from "./internal/recovery-sheet";
import { selfOf } from "./internal/self";
import { noteSecurity } from "./note-security";

/** Takes the caller's authenticator app and its recovery codes away; where the role asks for a second step, the next sign-in sets one up again. */
export async function removeTotp(ctx: Ctx): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    const gone = await tx
      .delete(totpFactors)
      .where(
        and(eq(totpFactors.tenantId, ctx.tenantId), eq(totpFactors.membershipId, membershipId)),
      )
      .returning({ id: totpFactors.id });
    if (gone.length === 0) throw new NotFound("factor");
    await dropRecoverySheet(tx, ctx, membershipId);
    await noteSecurity(tx, ctx, {
      kind: "factorRemoved",
      membershipId,
      sessionId,
      details: { factor: "totp" },
    });
    record(ctx, "factor.removed", {
      entity: { type: "member", id: membershipId },
      payload: { factor: "totp" },
    });
  });
}
