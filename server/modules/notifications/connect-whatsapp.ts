import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import type { CreateIntegrationInput } from "@/server/modules/integrations/schema";
import type { Ctx } from "@/server/tenancy/context";
import { askToSync } from "./internal/ask-to-sync";
import type { ConnectWhatsappInput } from "./policy-schema";
import { isPractice } from "./rules/practice-number";

const SECRETS = ["accessToken", "appSecret", "verifyToken"] as const;

/**
 * Connects the tenant's WhatsApp number, or changes how; then its templates are read. Secrets that are left empty stay as
 * they are. Throws `Invalid` beside a secret that a new account lacks, `NotFound` for another tenant's account.
 */
export async function connectWhatsapp(
  ctx: Ctx,
  input: ConnectWhatsappInput,
): Promise<{ integrationId: string }> {
  authorize(ctx, "integration.manage");
  const { integrationId, name, phoneNumberId, businessAccountId } = input;
  const given = Object.fromEntries(
    SECRETS.filter((secret) => input[secret] !== "").map((secret) => [secret, input[secret]]),
  );
  const before = integrationId ? await openIntegration(ctx, integrationId) : undefined;
  const credentials = { ...before?.credentials, ...given };
  for (const secret of SECRETS)
    if (!Object.hasOwn(credentials, secret))
      throw new Invalid("whatsapp_secret_missing", {}, { fields: { [secret]: "required" } });
  const { allowedCidrs: _networks, ...kept } = before?.config ?? {};
  const practice = isPractice(credentials["accessToken"] ?? "");
  const config = {
    ...kept,
    phoneNumberId,
    businessAccountId,
    practice,
  } as CreateIntegrationInput["config"];
  const { id } = integrationId
    ? await updateIntegration(ctx, { integrationId, name, config, credentials })
    : await createIntegration(ctx, { vendor: "whatsapp", name, config, credentials });
  await askToSync(ctx, id);
  return { integrationId: id };
}
