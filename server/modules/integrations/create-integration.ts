import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { sealJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { credentialsPlace, integrationColumns, toIntegrationDto } from "./internal/integration-dto";
import type { CreateIntegrationInput, IntegrationDto } from "./schema";

/** Connects the tenant's account with a vendor; credentials are sealed and never come back. */
export async function createIntegration(
  ctx: Ctx,
  input: CreateIntegrationInput,
): Promise<IntegrationDto> {
  authorize(ctx, "integration.manage");
  const id = newId();
  const { vendor, name, config, credentials } = input;
  return inTenant(ctx, async (tx) => {
    const credentialsSealed = credentials
      ? await sealJson(ctx, tx, credentialsPlace(id), credentials)
      : null;
    const [row] = await tx
      .insert(integrations)
      .values({ id, tenantId: ctx.tenantId, vendor, name, config, credentialsSealed })
      .returning(integrationColumns);
    if (!row) throw new Error("insert gave no row");
    record(ctx, "integration.created", {
      entity: { type: "integration", id },
      payload: { vendor, name },
    });
    return toIntegrationDto(row);
  });
}
