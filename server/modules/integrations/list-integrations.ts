import { asc, eq } from "drizzle-orm";
import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { integrationColumns, toIntegrationDto } from "./internal/integration-dto";
import type { IntegrationDto } from "./schema";

/** Accounts shown at most; a tenant has dozens, not thousands. */
const LIST_MAX = 500;

/** The tenant's accounts by vendor and age, with their health. */
export async function listIntegrations(ctx: Ctx): Promise<IntegrationDto[]> {
  authorize(ctx, "integration.read");
  const rows = await inTenant(ctx, (tx) =>
    tx
      .select(integrationColumns)
      .from(integrations)
      .where(eq(integrations.tenantId, ctx.tenantId))
      .orderBy(asc(integrations.vendor), asc(integrations.id))
      .limit(LIST_MAX),
  );
  return rows.map(toIntegrationDto);
}
