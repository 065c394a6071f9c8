import { composition } from "@/server/composition";
import { parseParty } from "@/server/mail/mail";
import { sendMail } from "@/server/mail/send-mail";
import { readPayWays } from "@/server/modules/templates/read-pay-ways";
import { readSender } from "@/server/modules/templates/read-sender";
import { renderMail } from "@/server/modules/templates/render-mail";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { MessageChannel } from "../port";

/** Mail in the tenant's name from the platform's address; answers go to the tenant. */
export const emailChannel: MessageChannel = {
  name: "email",
  address: "email",
  available: async () => true,
  send: async (ctx, message) => {
    const { template, to, content, values, timeZone, idempotencyKey } = message;
    const { sender, payWays } = await inTenant(ctx, async (tx) => ({
      sender: await readSender(ctx, tx),
      payWays: await readPayWays(ctx, tx, { template, values }),
    }));
    const { variables } = definitionOf(template);
    const filling = { variables, values, timeZone, locale: to.locale };
    const mail = await renderMail(content, filling, sender, payWays);
    const { senderName, replyTo } = sender.brand;
    await sendMail(ctx, {
      from: { ...parseParty(composition().env.TRAMA_MAIL_FROM), name: senderName },
      to: { address: to.email ?? "", ...(to.name && { name: to.name }) },
      ...(replyTo && { replyTo: { name: senderName, address: replyTo } }),
      ...mail,
      // Transactional: no List-Unsubscribe, and no vacation answer back.
      headers: { "Auto-Submitted": "auto-generated", "X-Trama-Template": template },
      idempotencyKey,
    });
  },
};
