import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { Invalid } from "@/server/kernel/errors";
import { getIntegration } from "@/server/modules/integrations/get-integration";
import { reportHealth } from "@/server/modules/integrations/report-health";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askToSync } from "./internal/ask-to-sync";
import { openWhatsappAccount } from "./internal/open-whatsapp-account";
import { patchWhatsappConfig } from "./internal/whatsapp-config-store";
import type { WhatsappIdInput } from "./policy-schema";
import { SendProblem } from "./port";
import { CUSTOMER_EVENTS } from "./rules/customer-events";
import { toSynced, usualName } from "./rules/whatsapp-template";

/** More than an account's config should hold; those of our usual names and approved ones first. */
const KEPT_MAX = 150;

/** Asks for the vendor's list of templates to be read again. Throws `NotFound` for another tenant's account. */
export async function syncWhatsapp(ctx: Ctx, { integrationId }: WhatsappIdInput): Promise<void> {
  authorize(ctx, "integration.manage");
  const { vendor } = await getIntegration(ctx, { integrationId });
  if (vendor !== "whatsapp") throw new Invalid("not_whatsapp");
  await askToSync(ctx, integrationId);
}

/** Reads the account's templates and their status from the vendor; says in the account's health how that went. */
export const syncTemplates = defineJob({
  name: "notifications.syncTemplates",
  schema: z.object({ integrationId: z.uuid() }),
  maxAttempts: 5,
  handle: async (ctx, { integrationId }) => {
    const { account } = await openWhatsappAccount(ctx, integrationId);
    try {
      const listed = await composition().whatsapp.listTemplates(ctx, account);
      const templates = listed.map(toSynced).toSorted(byUse).slice(0, KEPT_MAX);
      const syncedAt = ctx.now.toISOString();
      await inTenant(ctx, (tx) =>
        patchWhatsappConfig(ctx, tx, integrationId, { templates, syncedAt }),
      );
      await reportHealth(ctx, integrationId, "ok");
    } catch (error) {
      const refused = error instanceof SendProblem && error.course === "fallBack";
      if (!refused) throw error;
      // A clear no: trying again changes nothing.
      await reportHealth(ctx, integrationId, "down", error.reason);
    }
  },
});

const USUAL = new Set(CUSTOMER_EVENTS.map(usualName));
const rank = ({ name, status }: { name: string; status: string }) =>
  (USUAL.has(name) ? 0 : 2) + (status === "APPROVED" ? 0 : 1);
const byUse = (one: Parameters<typeof rank>[0], other: Parameters<typeof rank>[0]) =>
  rank(one) - rank(other) || one.name.localeCompare(other.name);
