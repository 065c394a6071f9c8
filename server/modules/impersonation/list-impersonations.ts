import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { impersonationRows } from "./internal/impersonation-dto";
import type { ImpersonationDto } from "./schema";

/** Who has acted in this tenant from outside, why and until when; newest first, at most 100. */
export async function listImpersonations(ctx: Ctx): Promise<ImpersonationDto[]> {
  authorize(ctx, "security.read");
  return inTenant(ctx, (tx) => impersonationRows(ctx, tx));
}
