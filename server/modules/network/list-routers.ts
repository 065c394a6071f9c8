import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRouters } from "./internal/router-dto";
import type { RouterDto } from "./schema";

/** The tenant's routers by name; there are tens, not thousands. */
export function listRouters(ctx: Ctx): Promise<RouterDto[]> {
  authorize(ctx, "router.read");
  return inTenant(ctx, (tx) => readRouters(ctx, tx));
}
