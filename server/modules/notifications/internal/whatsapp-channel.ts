import { composition } from "@/server/composition";
import { NotFound } from "@/server/kernel/errors";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type MessageChannel, type Reach, SendProblem } from "../port";
import {
  approvedComponents,
  type ApprovedTemplate,
  objectionToApproved,
} from "../rules/approved-template";
import type { WhatsappConfig } from "../rules/whatsapp-config";
import { componentsOf, objectionTo, templateFor } from "../rules/whatsapp-template";
import { findWhatsapp, openWhatsappAccount } from "./open-whatsapp-account";

/** Approved templates by the tenant's own number, through WhatsApp's Cloud API. */
export const whatsappChannel: MessageChannel = {
  name: "whatsapp",
  address: "phone",
  reaches: ({ whatsappUserId }) => Boolean(whatsappUserId),
  mayDouble: true,
  // The vendor's own pace for one person.
  secondsBetween: 6,
  available: (ctx) => inTenant(ctx, async (tx) => (await findWhatsapp(ctx, tx)) !== undefined),
  offer: (ctx, { template, locale, content }) =>
    inTenant(ctx, async (tx) => {
      const found = await findWhatsapp(ctx, tx);
      if (!found) return { ok: false, reason: "account_down" };
      const vendor = templateFor(found.config, template, locale);
      const objection = objectionTo(vendor, content);
      if (objection || !vendor) return { ok: false, reason: objection ?? "template_not_approved" };
      return { ok: true, integrationId: found.id, category: vendor.category };
    }),
  send: async (ctx, message) => {
    const { id, template, to, content, values, timeZone } = message;
    const found = await inTenant(ctx, (tx) => findWhatsapp(ctx, tx));
    if (!found) throw new NotFound("integration");
    const { account, config } = await openWhatsappAccount(ctx, found.id);
    const vendor = templateFor(config, template, to.locale);
    const objection = objectionTo(vendor, content);
    if (!vendor || objection) throw new SendProblem("fallBack", objection ?? "template_problem");
    const { variables } = definitionOf(template);
    const filling = { variables, values, timeZone, locale: to.locale };
    const components = componentsOf(vendor, content, filling);
    if (components === "template_mismatch") throw new SendProblem("fallBack", components);
    const { name, language, category } = vendor;
    const sent = await composition().whatsapp.sendTemplate(ctx, account, {
      ...{ to: addressOf(to), name, language, components, callbackData: id },
    });
    return { providerMessageId: sent.id, integrationId: found.id, category };
  },
  approved: {
    offer: (ctx, template) =>
      inTenant(ctx, async (tx) => {
        const found = await findWhatsapp(ctx, tx);
        if (!found) return { ok: false, reason: "account_down" };
        const vendor = same(found.config, template);
        const objection = objectionToApproved(vendor);
        if (objection || !vendor) return { ok: false, reason: objection ?? "template_problem" };
        return { ok: true, integrationId: found.id, category: vendor.category };
      }),
    send: async (ctx, { id, template, to, values }) => {
      const found = await inTenant(ctx, (tx) => findWhatsapp(ctx, tx));
      if (!found) throw new NotFound("integration");
      const { account, config } = await openWhatsappAccount(ctx, found.id);
      const vendor = same(config, template);
      const objection = objectionToApproved(vendor);
      if (!vendor || objection) throw new SendProblem("fallBack", objection ?? "template_problem");
      const components = approvedComponents(vendor, values);
      if (components === "template_mismatch") throw new SendProblem("fallBack", components);
      const sent = await composition().whatsapp.sendTemplate(ctx, account, {
        ...{ to: addressOf(to), ...template, components, callbackData: id },
      });
      return { providerMessageId: sent.id, integrationId: found.id, category: vendor.category };
    },
  },
};

const same = ({ templates }: WhatsappConfig, { name, language }: ApprovedTemplate) =>
  templates.find((one) => one.name === name && one.language === language);

const addressOf = ({ phone, whatsappUserId = "" }: Reach) =>
  phone ? { phone } : { userId: whatsappUserId };
