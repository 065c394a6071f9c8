import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { sealJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  credentialsPlace,
  integrationColumns,
  lockIntegration,
  thisIntegration,
  toIntegrationDto,
} from "./internal/integration-dto";
import type { IntegrationDto, UpdateIntegrationInput } from "./schema";

/** Changes an account; given credentials replace the stored ones whole. Health is unknown until the next check. */
export async function updateIntegration(
  ctx: Ctx,
  input: UpdateIntegrationInput,
): Promise<IntegrationDto> {
  authorize(ctx, "integration.manage");
  const { integrationId, ...changes } = input;
  return inTenant(ctx, async (tx) => {
    const before = await lockIntegration(tx, ctx.tenantId, integrationId);
    const [row] = await tx
      .update(integrations)
      .set({
        name: changes.name,
        config: changes.config && keepNetworks(changes.config, before.config),
        credentialsSealed: await sealed(ctx, tx, integrationId, changes.credentials),
        health: "unknown",
        healthReason: null,
      })
      .where(thisIntegration(ctx.tenantId, integrationId))
      .returning(integrationColumns);
    if (!row) throw new NotFound("integration");
    const fields = (["name", "config"] as const).filter((field) => changes[field] !== undefined);
    record(ctx, "integration.updated", {
      entity: { type: "integration", id: integrationId },
      payload: { fields, credentials: changes.credentials !== undefined },
    });
    return toIntegrationDto(row);
  });
}

/** Undefined leaves the column as it is. */
async function sealed(
  ctx: Ctx,
  tx: Tx,
  id: string,
  credentials: UpdateIntegrationInput["credentials"],
): Promise<string | null | undefined> {
  if (!credentials) return credentials;
  return sealJson(ctx, tx, credentialsPlace(id), credentials);
}

/** What the platform allowed survives the tenant's change. */
function keepNetworks(
  next: Record<string, unknown>,
  before: Record<string, unknown>,
): Record<string, unknown> {
  const { allowedCidrs } = before;
  return allowedCidrs === undefined ? next : { ...next, allowedCidrs };
}
