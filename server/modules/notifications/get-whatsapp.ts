import { asc, and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { readContent } from "@/server/modules/templates/read-content";
import { readSender } from "@/server/modules/templates/read-sender";
import { toWhatsAppForm } from "@/server/modules/templates/rules/whatsapp-form";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockWhatsappConfig, patchWhatsappConfig } from "./internal/whatsapp-config-store";
import type { ChooseTemplateInput, WhatsappDto } from "./policy-schema";
import { CUSTOMER_EVENTS } from "./rules/customer-events";
import { type WhatsappConfig, whatsappConfig } from "./rules/whatsapp-config";
import { objectionTo, templateFor, usualName } from "./rules/whatsapp-template";

const LOCALES = ["es", "en", "pt"] as const;

/** The tenant's WhatsApp accounts: their health, what to register with the vendor, and which templates go out. */
export async function listWhatsapp(ctx: Ctx): Promise<WhatsappDto[]> {
  authorize(ctx, "integration.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(integrations)
      .where(and(eq(integrations.tenantId, ctx.tenantId), eq(integrations.vendor, "whatsapp")))
      .orderBy(asc(integrations.id))
      .limit(20);
    if (rows.length === 0) return [];
    const { staffOrigin } = await readSender(ctx, tx);
    const accounts: WhatsappDto[] = [];
    for (const { id, name, enabled, health, healthReason, config: stored } of rows) {
      const config = whatsappConfig.safeParse(stored).data;
      if (!config) continue;
      const { phoneNumberId, businessAccountId, syncedAt, templates } = config;
      accounts.push({
        ...{ id, name, enabled, health, healthReason, phoneNumberId, businessAccountId, syncedAt },
        practicePhone: config.practice ? (composition().env.TRAMA_PRACTICE_WHATSAPP ?? "") : null,
        callbackUrl: `${staffOrigin}/api/webhooks/whatsapp/${id}`,
        known: templates.map((known) => ({
          ...{ name: known.name, language: known.language, status: known.status },
        })),
        carried: await carriedBy(ctx, tx, config),
      });
    }
    return accounts;
  });
}

async function carriedBy(ctx: Ctx, tx: Tx, config: WhatsappConfig) {
  const list: WhatsappDto["carried"] = [];
  for (const template of CUSTOMER_EVENTS)
    for (const locale of LOCALES) {
      const { content } = await readContent(ctx, tx, { template, locale, channel: "whatsapp" });
      const vendor = templateFor(config, template, locale);
      list.push({
        ...{ template, locale, usualName: usualName(template) },
        text: toWhatsAppForm(content).body.text,
        name: vendor?.name ?? null,
        language: vendor?.language ?? null,
        status: vendor?.status ?? null,
        objection: objectionTo(vendor, content) ?? null,
      });
    }
  return list;
}

/** Says which of the vendor's templates carries ours in a language. Throws `NotFound` for another tenant's account. */
export async function chooseTemplate(ctx: Ctx, input: ChooseTemplateInput): Promise<void> {
  authorize(ctx, "integration.manage");
  const { integrationId, template, locale, choice } = input;
  await inTenant(ctx, async (tx) => {
    const config = await lockWhatsappConfig(ctx, tx, integrationId);
    const { [locale]: _before, ...others } = config.mapping[template] ?? {};
    const chosen = choice ? { ...others, [locale]: choice } : others;
    const mapping = { ...config.mapping, [template]: chosen };
    await patchWhatsappConfig(ctx, tx, integrationId, { mapping });
    record(ctx, "integration.updated", {
      entity: { type: "integration", id: integrationId },
      payload: { fields: ["config"], credentials: false },
    });
  });
}
