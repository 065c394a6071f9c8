import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { impersonationRows } from "./internal/impersonation-dto";
import type { ImpersonationDto } from "./schema";

/** What the banner says while somebody from outside acts here; null for everybody else. */
export async function currentImpersonation(ctx: Ctx): Promise<ImpersonationDto | null> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.impersonatedBy) return null;
  const { impersonationId } = actor.impersonatedBy;
  return inTenant(ctx, async (tx) => {
    const rows = await impersonationRows(ctx, tx);
    return rows.find((row) => row.id === impersonationId) ?? null;
  });
}
