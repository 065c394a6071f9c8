import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { liveEndpoints, toEndpointDto } from "./internal/endpoint-row";
import type { EndpointDto } from "./schema";

/** The tenant's webhook endpoints, oldest first; never their secrets. */
export function listEndpoints(ctx: Ctx): Promise<EndpointDto[]> {
  authorize(ctx, "webhook.read");
  return inTenant(ctx, async (tx) => (await liveEndpoints(tx, ctx.tenantId)).map(toEndpointDto));
}
