import { and, eq } from "drizzle-orm";
import { customerContacts, customers } from "@/db/schema/crm";
import { messages } from "@/db/schema/notifications";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListPageInput, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { sql } from "drizzle-orm";
import { messageList } from "./message-list-spec";
import type { MessageDto, MessagePage } from "./message-schema";

/** Messages to customers, newest first, with fate and cost. Throws `Invalid` for a filter that is not offered. */
export async function listMessages(ctx: Ctx, input: ListPageInput): Promise<MessagePage> {
  authorize(ctx, "message.read");
  const page = pageOf(messageList, input);
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: messages.id,
        message: messages,
        customerName: customers.name,
        contactName: customerContacts.name,
        sortKey: page.sortKey,
      })
      .from(messages)
      .leftJoin(
        customers,
        and(eq(customers.id, messages.customerId), eq(customers.tenantId, messages.tenantId)),
      )
      .leftJoin(
        customerContacts,
        and(
          eq(customerContacts.id, messages.contactId),
          eq(customerContacts.tenantId, messages.tenantId),
        ),
      )
      .where(and(whereOf(ctx, messageList, input), page.after))
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(toMessageDto), nextCursor };
  });
}

/** How many messages the query means; an estimate, marked as one, above 10 000. */
export async function countMessages(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "message.read");
  const where = sql`${whereOf(ctx, messageList, query)}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`messages`, where));
}

type Row = {
  message: typeof messages.$inferSelect;
  customerName: string | null;
  contactName: string | null;
};

function toMessageDto({ message, customerName, contactName }: Row): MessageDto {
  const { id, originId, event, template, channel, status, reason, skipped } = message;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { entityType, entityId, locale, category, cost, costCurrency, costSettled } = message;
  return {
    ...{ id, event, template, channel, status, reason, skipped, customerName, contactName },
    ...{ customerId: message.customerId, retried: originId !== id, attempts: message.attempts },
    ...{ entityType, entityId, locale, category, costCurrency, costSettled },
    cost: cost === null ? null : String(Number(cost)),
    sendAt: iso(message.sendAt),
    sentAt: iso(message.sentAt),
    deliveredAt: iso(message.deliveredAt),
    readAt: iso(message.readAt),
    failedAt: iso(message.failedAt),
    createdAt: message.createdAt.toISOString(),
  };
}
