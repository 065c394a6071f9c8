import { and, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/identity";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selfOf } from "./internal/self";

/** Gives one of the caller's own passkeys another name. */
export async function renamePasskey(
  ctx: Ctx,
  input: { passkeyId: string; name: string },
): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    const renamed = await tx
      .update(passkeys)
      .set({ name: input.name })
      .where(
        and(
          eq(passkeys.id, input.passkeyId),
          eq(passkeys.tenantId, ctx.tenantId),
          eq(passkeys.membershipId, membershipId),
        ),
      )
      .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new NotFound("passkey");
  });
}
