import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { enterableMembers } from "./internal/enterable";
import type { EnterableDto, TenantIdInput } from "./schema";

/** Whom the platform could act as in a tenant. */
export async function listEnterable(
  ctx: Ctx,
  { tenantId }: TenantIdInput,
): Promise<EnterableDto[]> {
  authorize(ctx, "platform.impersonate");
  return asPlatform({ ...ctx, tenantId }, "list whom to act as", (tx) =>
    enterableMembers(tx, tenantId),
  );
}
