import { and, eq } from "drizzle-orm";
import { impersonations } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endImpersonationRow } from "./internal/end";
import type { ImpersonationIdInput } from "./schema";

/** A manager of the tenant shows somebody from outside the door. One that had ended is no error; another tenant's is NotFound. */
export async function endImpersonation(
  ctx: Ctx,
  { impersonationId }: ImpersonationIdInput,
): Promise<void> {
  authorize(ctx, "security.manage");
  if (ctx.actor.kind === "user" && ctx.actor.impersonatedBy)
    throw new Forbidden("not_while_impersonating");
  await inTenant(ctx, async (tx) => {
    const found = await tx
      .select({ id: impersonations.id })
      .from(impersonations)
      .where(
        and(eq(impersonations.tenantId, ctx.tenantId), eq(impersonations.id, impersonationId)),
      );
    if (found.length === 0) throw new NotFound("impersonation");
    await endImpersonationRow(ctx, tx, impersonationId, "revoked");
  });
}
