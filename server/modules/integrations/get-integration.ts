import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { integrationColumns, thisIntegration, toIntegrationDto } from "./internal/integration-dto";
import type { IntegrationDto, IntegrationIdInput } from "./schema";

/** One account; throws `NotFound` for another tenant's as for none. */
export async function getIntegration(
  ctx: Ctx,
  { integrationId }: IntegrationIdInput,
): Promise<IntegrationDto> {
  authorize(ctx, "integration.read");
  const [row] = await inTenant(ctx, (tx) =>
    tx
      .select(integrationColumns)
      .from(integrations)
      .where(thisIntegration(ctx.tenantId, integrationId)),
  );
  if (!row) throw new NotFound("integration");
  return toIntegrationDto(row);
}
