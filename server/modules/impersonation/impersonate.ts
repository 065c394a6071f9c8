import { authorize } from "@/server/auth/authorize";
import { requireFresh } from "@/server/auth/require-fresh";
import { Forbidden } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { beginImpersonation } from "./internal/begin";
import type { EntryDto, ImpersonateInput } from "./schema";

/**
 * A person of the platform enters a tenant as one of its members, for a stated reason and at most an hour.
 * Throws NotFound for a member who is not active there; asks for a recent proof of who one is.
 */
export async function impersonate(ctx: Ctx, input: ImpersonateInput): Promise<EntryDto> {
  authorize(ctx, "platform.impersonate");
  requireFresh(ctx);
  const { actor } = ctx;
  if (actor.kind !== "platform") throw new Forbidden();
  const by = { userId: actor.userId, tenantId: PLATFORM_TENANT_ID, from: "platform" as const };
  return asPlatform({ ...ctx, tenantId: input.tenantId }, "act as a member of a tenant", (tx) =>
    beginImpersonation(ctx, tx, { ...input, by }),
  );
}
