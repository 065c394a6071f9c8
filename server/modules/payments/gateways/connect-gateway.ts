import { authorize } from "@/server/auth/authorize";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { CreateIntegrationInput } from "@/server/modules/integrations/schema";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import type { Ctx } from "@/server/tenancy/context";
import { GATEWAY_FIELDS, misfit } from "../rules/gateway-fields";
import type { ConnectGatewayInput, GatewayIdInput } from "./gateway-schema";

/**
 * Connects the tenant's own account with a gateway, or changes how. Keys that are left empty stay as they are. Throws
 * `Invalid` beside a key that is missing or of the other mode, `NotFound` for another tenant's account or another gateway's.
 */
export async function connectGateway(
  ctx: Ctx,
  input: ConnectGatewayInput,
): Promise<GatewayIdInput> {
  authorize(ctx, "integration.manage");
  const { integrationId, provider, name, mode } = input;
  const before = integrationId ? await openIntegration(ctx, integrationId) : undefined;
  if (before && before.vendor !== provider) throw new NotFound("integration");
  const fields = GATEWAY_FIELDS[provider];
  const given = Object.fromEntries(
    fields.filter((field) => input[field] !== "").map((field) => [field, input[field]]),
  );
  const credentials: Record<string, string> = { ...before?.credentials, ...given };
  for (const field of fields)
    if (!Object.hasOwn(credentials, field))
      throw new Invalid("gateway_key_missing", {}, { fields: { [field]: "required" } });
  const wrong = misfit(provider, mode, credentials);
  if (wrong) throw new Invalid("gateway_key_mode", {}, { fields: { [wrong]: "gateway_key_mode" } });
  const { allowedCidrs: _networks, byLeave, accountId, ...kept } = before?.config ?? {};
  // Whoever types a token of their own needs no leave any more; it may be another seller's.
  const same = input.accessToken === "";
  const leave = {
    ...(same && byLeave === true && { byLeave }),
    ...(same && accountId !== undefined && { accountId }),
  };
  const config = { ...kept, ...leave, mode } as CreateIntegrationInput["config"];
  const { id } = integrationId
    ? await updateIntegration(ctx, { integrationId, name, config, credentials })
    : await createIntegration(ctx, { vendor: provider, name, config, credentials });
  return { integrationId: id };
}
