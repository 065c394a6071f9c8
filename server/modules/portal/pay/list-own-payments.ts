import { sql } from "drizzle-orm";
import { isDay } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import type { OwnPaymentDto, OwnPaymentPage, OwnPaymentsInput } from "./schema";

const SIZE = 20;

/** The signed-in customer's payments, the newest first, with the invoices that they went to. Throws `Invalid` for a cursor that is none. */
export function listOwnPayments(ctx: Ctx, { cursor }: OwnPaymentsInput): Promise<OwnPaymentPage> {
  const [day = "", id = ""] = (cursor ?? "").split("~");
  if (cursor !== undefined && !(isDay(day) && isUuid(id))) throw new Invalid("malformed_request");
  const after = cursor ? sql`and (p.received_on, p.id) < (${day}::date, ${id}::uuid)` : sql``;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<OwnPaymentDto>(sql`
      select p.id, p.receipt_full_number as receipt, p.status, p.method, p.currency,
        p.amount_minor::float8 as "amountMinor", p.refunded_minor::float8 as "refundedMinor",
        p.received_on::text as "receivedOn",
        array(select distinct i.full_number from payment_allocations a
          join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
          where a.tenant_id = p.tenant_id and a.payment_id = p.id and a.reversed_at is null order by 1) as invoices
      from payments p where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${ownCustomer(ctx).customerId} ${after}
      order by p.received_on desc, p.id desc limit ${SIZE + 1}`);
    const items = rows.slice(0, SIZE);
    const last = rows.length > SIZE ? items.at(-1) : undefined;
    return { items, nextCursor: last ? `${last.receivedOn}~${last.id}` : null };
  });
}
