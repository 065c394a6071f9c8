import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { enterableMembers } from "./internal/enterable";
import { requireOpenChild } from "./internal/own-child";
import type { ChildIdInput, EnterableDto } from "./schema";

/** Whom a reseller could act as in one of its children. Throws as `enterChild` does. */
export async function listChildMembers(
  ctx: Ctx,
  { childTenantId }: ChildIdInput,
): Promise<EnterableDto[]> {
  authorize(ctx, "reseller.enter");
  return asPlatform(ctx, "reseller lists whom to act as in its child", async (tx) => {
    await requireOpenChild(ctx, tx, childTenantId);
    return enterableMembers(tx, childTenantId);
  });
}
