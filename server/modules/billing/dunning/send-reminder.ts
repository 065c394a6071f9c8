import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { daysBetween } from "@/server/kernel/day";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { openPayLinks } from "@/server/modules/billing/pay-links/open-pay-links";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { recordAsked } from "@/server/modules/notifications/ask-template";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { frozen } from "./internal/frozen";
import { mayAskForMoney } from "./may-ask-for-money";
import { eventOfOffset } from "./rules/reminder-event";

/**
 * Sends a customer the reminder of an open invoice by hand, in the words for where it stands, by the channels of the
 * tenant's policy (WhatsApp's template first, mail where that fails) or by the one that is named. Once a day, invoice and
 * way. Throws `NotFound` outside
 * the reach, `Conflict` while the ladder is frozen, a promise rests it, the invoice is disputed, or the customer is exempt.
 */
export async function sendReminder(
  ctx: Ctx,
  {
    invoiceId,
    channel = "policy",
  }: { invoiceId: string; channel?: "policy" | "whatsapp" | "email" },
): Promise<{ messageId: string | null }> {
  authorize(ctx, "message.send");
  if (await isLadderFrozen(ctx)) throw new Conflict("reminder_frozen");
  return inTenant(ctx, async (tx) => {
    const customerId = await customerOf(ctx, tx, invoiceId);
    await lockCustomers(ctx, tx, [customerId]);
    const { debt, today } = await mayAskForMoney(ctx, tx, customerId);
    const invoice = debt.invoices.find(({ id }) => id === invoiceId);
    if (!invoice) throw new Conflict("reminder_nothing_owed");
    if (invoice.disputed) throw new Conflict("reminder_spared");
    const late = daysBetween(invoice.dueOn, today);
    const overdue = late > 0 ? null : invoiceId;
    const [url] = await openPayLinks(ctx, tx, [{ customerId, invoiceId: overdue }]);
    const event = eventOfOffset(late);
    const own = channel === "policy" ? {} : { channels: [channel] };
    const messageId = await tellCustomer(ctx, tx, {
      ...{ event, ...own },
      customerId,
      entity: { type: "invoice", id: invoiceId },
      params: {
        number: invoice.number,
        amount: moneyParam(invoice.openMinor, invoice.currency),
        ...{ dueOn: invoice.dueOn, days: Math.abs(late) },
      },
      secrets: { url: url ?? "/" },
      dedupeKey: `reminder:${invoiceId}:${today}${channel === "policy" ? "" : `:${channel}`}`,
    });
    if (messageId) recordAsked(ctx, { messageId, template: event, channel, customerId });
    return { messageId: messageId ?? null };
  });
}

/** Does a panic switch hold the whole ladder back now? */
export const isLadderFrozen = async (ctx: Ctx): Promise<boolean> => (await frozen(ctx)).ladder;

async function customerOf(ctx: Ctx, tx: Tx, invoiceId: string): Promise<string> {
  const { rows } = await tx.execute<{ customerId: string }>(sql`
    select i.customer_id as "customerId" from invoices i where i.tenant_id = ${ctx.tenantId} and i.id = ${invoiceId}
      and ${ofCustomersWithinReach(ctx, "message.send", sql`i.customer_id`)}`);
  if (!rows[0]) throw new NotFound("invoice");
  return rows[0].customerId;
}
