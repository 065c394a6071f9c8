import type { SellerTokens } from "@/server/integrations/payments/schema";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { CreateIntegrationInput } from "@/server/modules/integrations/schema";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import type { Ctx } from "@/server/tenancy/context";

/** Seals what a seller's leave consists of, both tokens at once; the old pair is worthless. Gives the account's id. */
export async function keepLeave(
  ctx: Ctx,
  integrationId: string,
  tokens: SellerTokens,
): Promise<string> {
  const { accessToken, refreshToken, accountId, live, expiresAt } = tokens;
  const credentials = { accessToken, refreshToken };
  const leave = {
    ...{ mode: live ? "live" : "test", accountId, byLeave: true },
    leaveUntil: expiresAt.toISOString(),
  };
  if (integrationId === "") {
    const about = { vendor: "mercadopago", name: "Mercado Pago", config: leave };
    return (await createIntegration(ctx, { ...about, credentials })).id;
  }
  const before = await openIntegration(ctx, integrationId);
  const { allowedCidrs: _networks, ...kept } = before.config;
  const config = { ...kept, ...leave } as CreateIntegrationInput["config"];
  await updateIntegration(ctx, { integrationId, config, credentials });
  return integrationId;
}
