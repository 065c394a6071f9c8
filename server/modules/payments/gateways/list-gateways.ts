import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { readAccounts } from "../internal/read-accounts";
import type { GatewayDto } from "./gateway-schema";
import { listOffered } from "./list-offered";

/** The tenant's accounts with gateways: their health, what was heard of them last, what waits. */
export function listGateways(ctx: Ctx): Promise<GatewayDto[]> {
  authorize(ctx, "integration.read");
  return inTenant(ctx, async (tx) => {
    const rows = await readAccounts(ctx, tx);
    const offered = new Set((await listOffered(ctx, tx)).map(({ integrationId }) => integrationId));
    const { origin } = await tenantOrigin(tx, ctx.tenantId);
    const { gateways } = composition();
    return rows.map((row) => ({
      ...row,
      callbackUrl: gateways[row.provider].readNotice
        ? `${origin}/api/webhooks/payments/${row.provider}/${row.id}`
        : "",
      offered: offered.has(row.id),
    }));
  });
}
