import { desc, eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { apiKeyColumns, toApiKeyDto } from "./internal/api-key-dto";
import type { ApiKeyDto } from "./schema";

/** The tenant's API keys, newest first, dead ones too; at most 500. */
export function listApiKeys(ctx: Ctx): Promise<ApiKeyDto[]> {
  authorize(ctx, "apiKey.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(apiKeyColumns)
      .from(apiKeys)
      .where(eq(apiKeys.tenantId, ctx.tenantId))
      .orderBy(desc(apiKeys.id))
      .limit(500);
    return rows.map(toApiKeyDto);
  });
}
