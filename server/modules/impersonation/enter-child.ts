import { authorize } from "@/server/auth/authorize";
import { requireFresh } from "@/server/auth/require-fresh";
import { Forbidden } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { beginImpersonation } from "./internal/begin";
import { requireOpenChild } from "./internal/own-child";
import type { EnterChildInput, EntryDto } from "./schema";

/**
 * A reseller's owner enters one of its children as a member of it. Throws NotFound for a tenant that is not its child,
 * Forbidden where the feature is off or the child refuses its reseller.
 */
export async function enterChild(ctx: Ctx, input: EnterChildInput): Promise<EntryDto> {
  authorize(ctx, "reseller.enter");
  requireFresh(ctx);
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Forbidden();
  const { childTenantId, ...entry } = input;
  const by = { userId: actor.userId, tenantId: ctx.tenantId, from: "reseller" as const };
  return asPlatform(ctx, "reseller enters a child tenant", async (tx) => {
    await requireOpenChild(ctx, tx, childTenantId);
    return beginImpersonation(ctx, tx, { ...entry, tenantId: childTenantId, by });
  });
}
