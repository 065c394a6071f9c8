import { newId } from "@/server/kernel/ids";
import { composition } from "@/server/composition";
import { areDevPagesOpen } from "@/server/dev-pages";
import { keepSent } from "@/server/mail/outbox";
import { fillText } from "@/server/modules/templates/rules/fill-text";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import type { MessageChannel } from "../port";

/** Messages for phones where no vendor is connected: shown at /dev/outbox, never in production. */
export const consoleChannel: MessageChannel = {
  name: "console",
  address: "phone",
  available: async () => areDevPagesOpen(composition().env),
  send: async (ctx, { template, to, content, values, timeZone }) => {
    const { variables } = definitionOf(template);
    const text = fillText(content["body"] ?? "", {
      ...{ variables, values, timeZone, locale: to.locale },
    });
    keepSent({
      id: newId(),
      at: new Date().toISOString(),
      tenantId: ctx.tenantId,
      channel: "console",
      template,
      to: to.phone ?? "",
      subject: null,
      text,
      html: null,
    });
  },
};
