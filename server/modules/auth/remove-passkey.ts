import { and, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selfOf } from "./internal/self";
import { noteSecurity } from "./note-security";

/** Takes one of the caller's own passkeys out of force at once. */
export async function removePasskey(ctx: Ctx, input: { passkeyId: string }): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    const gone = await tx
      .delete(passkeys)
      .where(
        and(
          eq(passkeys.id, input.passkeyId),
          eq(passkeys.tenantId, ctx.tenantId),
          eq(passkeys.membershipId, membershipId),
        ),
      )
      .returning({ id: passkeys.id });
    if (gone.length === 0) throw new NotFound("passkey");
    const details = { factor: "passkey" };
    await noteSecurity(tx, ctx, { kind: "factorRemoved", membershipId, sessionId, details });
    record(ctx, "factor.removed", {
      entity: { type: "member", id: membershipId },
      payload: { factor: "passkey" },
    });
  });
}
