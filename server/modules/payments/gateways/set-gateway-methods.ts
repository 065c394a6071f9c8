import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { CreateIntegrationInput } from "@/server/modules/integrations/schema";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import type { Ctx } from "@/server/tenancy/context";
import type { GatewayMethodsDto, SetGatewayMethodsInput } from "./methods-schema";
import { readGatewayMethods } from "./read-gateway-methods";

/**
 * Says which ways to pay an account offers and how long its codes and slips are good, from the next page on; pages that are
 * open stay as they are. Throws `Invalid` when none would be left, and what `readGatewayMethods` throws.
 */
export async function setGatewayMethods(
  ctx: Ctx,
  { integrationId, off, voucherDays }: SetGatewayMethodsInput,
): Promise<GatewayMethodsDto> {
  authorize(ctx, "integration.manage");
  const { methods } = await readGatewayMethods(ctx, { integrationId });
  if (methods.every(({ method }) => off.includes(method)))
    throw new Invalid("methods_none", {}, { fields: { off: "methods_none" } });
  const before = await openIntegration(ctx, integrationId);
  const { allowedCidrs: _networks, ...kept } = before.config;
  const methodsOff = [...new Set(off)].toSorted();
  const config = { ...kept, methodsOff, voucherDays } as CreateIntegrationInput["config"];
  await updateIntegration(ctx, { integrationId, config });
  return readGatewayMethods(ctx, { integrationId });
}
