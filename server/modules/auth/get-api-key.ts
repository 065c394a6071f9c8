import { and, desc, eq } from "drizzle-orm";
import { apiKeyNetworks, apiKeys, memberships, users } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { apiKeyColumns, toApiKeyDto } from "./internal/api-key-dto";
import type { ApiKeyRecordDto } from "./schema";

/** The most networks that a key's page shows. */
const NETWORKS_MAX = 100;

/** One key: who made it and whence it has been used. Throws `NotFound`. */
export function getApiKey(ctx: Ctx, { apiKeyId }: { apiKeyId: string }): Promise<ApiKeyRecordDto> {
  authorize(ctx, "apiKey.read");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select({ key: apiKeyColumns, createdBy: users.name })
      .from(apiKeys)
      .leftJoin(
        memberships,
        and(
          eq(memberships.id, apiKeys.createdByMembershipId),
          eq(memberships.tenantId, apiKeys.tenantId),
        ),
      )
      .leftJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(apiKeys.tenantId, ctx.tenantId), eq(apiKeys.id, apiKeyId)));
    if (!row) throw new NotFound("apiKey");
    const networks = await tx
      .select({ network: apiKeyNetworks.network, firstSeenAt: apiKeyNetworks.firstSeenAt })
      .from(apiKeyNetworks)
      .where(and(eq(apiKeyNetworks.tenantId, ctx.tenantId), eq(apiKeyNetworks.apiKeyId, apiKeyId)))
      .orderBy(desc(apiKeyNetworks.firstSeenAt))
      .limit(NETWORKS_MAX);
    return {
      ...toApiKeyDto(row.key),
      createdBy: row.createdBy,
      networks: networks.map(({ network, firstSeenAt }) => ({
        network,
        firstSeenAt: firstSeenAt.toISOString(),
      })),
    };
  });
}
