import { and, asc, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { WhatsappAccount } from "@/server/integrations/whatsapp/schema";
import type { Ctx } from "@/server/tenancy/context";
import { type WhatsappConfig, whatsappConfig } from "../rules/whatsapp-config";

/** The tenant's number that messages go out by: the first that is on and not known to be down. */
export async function findWhatsapp(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
): Promise<{ id: string; config: WhatsappConfig } | undefined> {
  const [row] = await tx
    .select({ id: integrations.id, config: integrations.config })
    .from(integrations)
    .where(
      and(
        eq(integrations.tenantId, ctx.tenantId),
        eq(integrations.vendor, "whatsapp"),
        eq(integrations.enabled, true),
        ne(integrations.health, "down"),
      ),
    )
    .orderBy(asc(integrations.id))
    .limit(1);
  const config = whatsappConfig.safeParse(row?.config);
  return row && config.success ? { id: row.id, config: config.data } : undefined;
}

/** The account opened for a call, with its secrets: in memory only. Throws `NotFound`, or `Unavailable` while it is paused. */
export async function openWhatsappAccount(
  ctx: Ctx,
  integrationId: string,
): Promise<{
  account: WhatsappAccount;
  config: WhatsappConfig;
  credentials: Readonly<Record<string, string>>;
}> {
  const { config: stored, credentials } = await openIntegration(ctx, integrationId);
  const config = whatsappConfig.parse(stored);
  const { phoneNumberId, businessAccountId } = config;
  const accessToken = credentials["accessToken"] ?? "";
  return {
    account: { integrationId, phoneNumberId, businessAccountId, accessToken },
    config,
    credentials,
  };
}
