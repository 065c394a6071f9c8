import { sql } from "drizzle-orm";
import { z } from "zod";
import type { VendorTemplate } from "@/server/integrations/whatsapp/schema";
import { newId } from "@/server/kernel/ids";
import { connectWhatsapp } from "@/server/modules/notifications/connect-whatsapp";
import { CUSTOMER_EVENTS } from "@/server/modules/notifications/rules/customer-events";
import { usualName } from "@/server/modules/notifications/rules/whatsapp-template";
import { syncTemplates } from "@/server/modules/notifications/sync-templates";
import { originalContent } from "@/server/modules/templates/original-content";
import { readSender } from "@/server/modules/templates/read-sender";
import { toWhatsAppForm } from "@/server/modules/templates/rules/whatsapp-form";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

const account = z.object({
  ...{ phoneNumberId: z.string(), businessAccountId: z.string() },
  ...{ accessToken: z.string(), appSecret: z.string() },
});
const LOCALES = ["es", "en", "pt"] as const;
const READ_MS = 30_000;

/**
 * FibraNet's number with the practice phone that `npm start` runs (`standins/whatsapp/demo.ts`): invented customers get the
 * approved templates there. None where a test seeds.
 */
export async function seedWhatsapp(owner: Ctx): Promise<void> {
  const practice = process.env.TRAMA_PRACTICE_WHATSAPP;
  if (!practice) return;
  const { staffOrigin, portalOrigin } = await inTenant(owner, (tx) => readSender(owner, tx));
  const say = async (what: object) => {
    const request = { method: "POST", body: JSON.stringify(what) };
    const answer = await fetch(`${practice}/practice/connect`, request);
    return account.parse(await answer.json());
  };
  const given = await say({ templates: registered(portalOrigin) });
  const there = await inTenant(owner, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from integrations where tenant_id = ${owner.tenantId} and vendor = 'whatsapp'`,
    ),
  );
  const integrationId =
    there.rows[0]?.id ??
    (
      await connectWhatsapp(owner, {
        ...{ name: "WhatsApp de práctica", verifyToken: newId() },
        ...given,
      })
    ).integrationId;
  const path = `/api/webhooks/whatsapp/${integrationId}`;
  await say({ webhook: { host: new URL(staffOrigin).host, path } });
  await readTemplates(owner, integrationId);
}

/** One of the company's own, which no text of ours stands behind: for programs outside (`POST /api/v1/messages`). */
const OWN: VendorTemplate = {
  ...{ name: "mantenimiento_programado", language: "es", status: "APPROVED", category: "UTILITY" },
  components: [
    {
      type: "BODY",
      text: "Hola {{1}}, el {{2}} haremos un mantenimiento en {{3}} y tu servicio puede interrumpirse. Gracias por tu paciencia.",
    },
  ],
};

/** What a person registers in Meta's panel: our words under their usual names, each with a button to the portal. */
function registered(portalOrigin: string): VendorTemplate[] {
  const ours = CUSTOMER_EVENTS.flatMap((event) =>
    LOCALES.map((language): VendorTemplate => {
      const { header, body, footer, button } = toWhatsAppForm(
        originalContent(event, "whatsapp", language),
      );
      const url = `${portalOrigin}/{{1}}`;
      return {
        ...{ name: usualName(event), language, status: "APPROVED", category: "UTILITY" },
        components: [
          ...(header ? [{ type: "HEADER", text: header.text }] : []),
          { type: "BODY", text: body.text },
          ...(footer ? [{ type: "FOOTER", text: footer }] : []),
          ...(button
            ? [{ type: "BUTTONS", buttons: [{ type: "URL", text: button.label, url }] }]
            : []),
        ],
      };
    }),
  );
  return [...ours, OWN];
}

/** As the button in the settings does, without waiting for the worker. */
const readTemplates = (owner: Ctx, integrationId: string): Promise<void> =>
  syncTemplates.handle(
    owner,
    { integrationId },
    {
      ...{ name: syncTemplates.name, jobId: newId(), attempt: 1, timeoutMs: READ_MS },
      ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + READ_MS) },
    },
  );
