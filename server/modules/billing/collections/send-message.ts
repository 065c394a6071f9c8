import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { mayAskForMoney } from "@/server/modules/billing/dunning/may-ask-for-money";
import { isLadderFrozen, sendReminder } from "@/server/modules/billing/dunning/send-reminder";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { openPayLinks } from "@/server/modules/billing/pay-links/open-pay-links";
import { askTemplate, recordAsked, textBehind } from "@/server/modules/notifications/ask-template";
import type { CustomerEvent } from "@/server/modules/notifications/rules/customer-events";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { misfits } from "@/server/modules/templates/rules/misfits";
import { definitionOf } from "@/server/modules/templates/rules/registry";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { SendMessageInput, SentMessageDto } from "./message-schema";

type Templated = Pick<SendMessageInput, "channel"> & {
  customerId: string;
  template: NonNullable<SendMessageInput["template"]>;
};

/**
 * Sends a customer a message by hand or from outside: the reminder of an invoice, or one of the tenant's approved templates
 * by its name. By the policy's channels or by the one that is named. Quiet hours hold it, caps and budgets bound it, panic
 * holds it back; what asks for money is not sent to who owes nothing, promised to pay or is exempt. Throws `NotFound`
 * outside the reach, `Conflict` and `Invalid` as each part says.
 */
export async function sendMessage(ctx: Ctx, input: SendMessageInput): Promise<SentMessageDto> {
  authorize(ctx, "message.send");
  const { invoiceId, customerId, template, channel } = input;
  if (invoiceId) return sendReminder(ctx, { invoiceId, channel });
  if (!customerId || !template) throw new Invalid("message_shape");
  return sendTemplate(ctx, { customerId, template, channel });
}

async function sendTemplate(ctx: Ctx, asked: Templated): Promise<SentMessageDto> {
  const frozen = await isLadderFrozen(ctx);
  return inTenant(ctx, async (tx) => {
    const { customerId, template, channel } = asked;
    await requireWithinReach(ctx, tx, customerId);
    const event = await textBehind(ctx, tx, template.name);
    if (event) return sendOurs(ctx, tx, { ...asked, event, frozen });
    if (channel === "email") throw new Invalid("message_only_whatsapp");
    const messageId = await askTemplate(ctx, tx, { customerId, ...template });
    return { messageId };
  });
}

/** One of the product's own texts, which an approved template carries on WhatsApp and the company's words in a mail. */
async function sendOurs(
  ctx: Ctx,
  tx: Tx,
  asked: Templated & { event: CustomerEvent; frozen: boolean },
): Promise<SentMessageDto> {
  const { event, customerId, channel, template, frozen } = asked;
  const { variables, asksForMoney = false } = definitionOf(event);
  const wrong = misfits(variables, template.variables);
  if (Object.keys(wrong).length > 0)
    throw new Invalid(
      "message_template_variables",
      { names: Object.keys(variables).join(", ") },
      { fields: wrong },
    );
  const secrets: Record<string, string> = {};
  if (asksForMoney) {
    if (frozen) throw new Conflict("reminder_frozen");
    await lockCustomers(ctx, tx, [customerId]);
    await mayAskForMoney(ctx, tx, customerId);
    const [url] = await openPayLinks(ctx, tx, [{ customerId, invoiceId: null }]);
    if (url && !template.variables["url"]) secrets["url"] = url;
  }
  const messageId = await tellCustomer(ctx, tx, {
    ...{ event, customerId, entity: { type: "customer", id: customerId }, secrets },
    ...{ params: template.variables, dedupeKey: `asked:${newId()}` },
    ...(channel !== "policy" && { channels: [channel] }),
  });
  if (messageId) recordAsked(ctx, { messageId, template: event, channel, customerId });
  return { messageId: messageId ?? null };
}

async function requireWithinReach(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const { rows } = await tx.execute(sql`
    select 1 from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}
      and ${ofCustomersWithinReach(ctx, "message.send", sql`c.id`)}`);
  if (rows.length === 0) throw new NotFound("customer");
}
