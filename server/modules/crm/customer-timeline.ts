import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { eventsOf } from "@/server/modules/audit/events-of";
import type { EventPage } from "@/server/modules/audit/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import {
  customerTimelineInput,
  type CustomerTimelineInput,
  TIMELINE_KINDS,
} from "./rules/overview-schema";

type Kind = (typeof TIMELINE_KINDS)[number];

/**
 * What happened to a customer and to its services, invoices, payments, promises, tasks and messages, newest first, as one
 * list; to those it absorbed as well. Only facts that the reader may see. Throws `NotFound`.
 */
export function customerTimeline(ctx: Ctx, given: CustomerTimelineInput): Promise<EventPage> {
  authorize(ctx, "event.read");
  authorize(ctx, "customer.read");
  const { customerId, kind, before, limit } = customerTimelineInput.parse(given);
  return inTenant(ctx, async (tx) => {
    await fetchCustomer(ctx, tx, customerId);
    const kinds: readonly Kind[] = kind ? [kind] : TIMELINE_KINDS;
    const things = sql.join(
      kinds.map((one) => thingsOf(ctx, one, customerId)),
      sql` union all `,
    );
    return eventsOf(ctx, tx, things, { before, limit });
  });
}

/** `(type, id)` of what belongs to the customer, by each table's index on the customer. */
function thingsOf(ctx: Ctx, kind: Kind, customerId: string): SQL {
  const own = sql`tenant_id = ${ctx.tenantId} and customer_id = ${customerId}`;
  switch (kind) {
    case "customer":
      return sql`select 'customer', ${customerId}::text union all
        select 'customer', id::text from customers where tenant_id = ${ctx.tenantId} and merged_into_id = ${customerId}`;
    case "service":
      return sql`select 'service', id::text from services where ${own}`;
    case "invoice":
      return sql`select 'invoice', id::text from invoices where ${own} union all
        select 'creditNote', id::text from credit_notes where ${own}`;
    case "payment":
      return sql`select 'payment', id::text from payments where ${own} union all
        select 'paymentMethod', id::text from payment_methods where ${own} union all
        select 'autopay', id::text from autopays where ${own}`;
    case "collection":
      return sql`select 'promise', id::text from payment_promises where ${own} union all
        select 'collectionTask', id::text from collection_tasks where ${own}`;
    case "message":
      return sql`select 'message', id::text from messages where ${own}`;
    default:
      return kind satisfies never;
  }
}
