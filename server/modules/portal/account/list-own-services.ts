import { sql } from "drizzle-orm";
import { whatIsOwed } from "@/server/modules/billing/dunning/what-is-owed";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import type { PortalServiceDto } from "./schema";

type Owed = "owedMinor" | "owedCurrency" | "promiseUntil" | "outage";
type Row = Omit<PortalServiceDto, Owed>;

/** What the signed-in customer has: each service with its plan, its state and why it is held; ended ones last. */
export function listOwnServices(ctx: Ctx): Promise<PortalServiceDto[]> {
  const { customerId } = ownCustomer(ctx);
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select s.id, s.number, s.label, i.name as plan, s.state, s.holds, s.started_on::text as "startedOn",
        coalesce((select concat_ws(', ', nullif(a.street, ''), nullif(a.district, ''), nullif(a.city, ''))
          from customer_addresses a where a.tenant_id = s.tenant_id and a.id = s.address_id), '') as address,
        (i.network ->> 'downKbps')::int as "downKbps", (i.network ->> 'upKbps')::int as "upKbps",
        case when s.state not in ('terminated', 'cancelled') then s.next_bill_on::text end as "nextBillOn",
        s.paused_until::text as "pausedUntil"
      from services s join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
      where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId}
      order by s.state in ('terminated', 'cancelled'), s.number limit 200`);
    const owed = await whatIsOwed(ctx, tx, customerId);
    return rows.map((row) => ({
      ...row,
      owedMinor: owed.owedMinor.get(row.id) ?? 0,
      owedCurrency: owed.currency,
      promiseUntil: owed.promiseUntil,
      outage: owed.outages.has(row.id),
    }));
  });
}
