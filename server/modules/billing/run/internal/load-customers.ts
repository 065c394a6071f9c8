import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerInput } from "../../rules/customer-bills";
import type { ChargeInput, Held, ServiceInput, Term } from "../../rules/inputs";
import type { RunRow } from "./run-row";

type ServiceRow = Omit<ServiceInput, "terms" | "held"> & { customerId: string };

/** Everything of these customers, as `planCustomer` wants it. */
export async function loadCustomers(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  customerIds: readonly string[],
): Promise<CustomerInput[]> {
  if (customerIds.length === 0) return [];
  const services = await readServices(ctx, tx, customerIds);
  const serviceIds = [...services.values()].flat().map(({ id }) => id);
  const terms = await readTerms(ctx, tx, serviceIds);
  const held = await readHeld(ctx, tx, run, serviceIds);
  const charges = await readCharges(ctx, tx, customerIds);
  return customerIds.map((customerId) => ({
    customerId,
    services: (services.get(customerId) ?? []).map((service) => ({
      ...service,
      terms: terms.get(service.id) ?? [],
      held: held.get(service.id) ?? [],
    })),
    charges: charges.get(customerId) ?? [],
  }));
}

const list = (ids: readonly string[]) => sql`any(${sql.param([...ids])}::uuid[])`;

async function readServices(ctx: Ctx, tx: Tx, customerIds: readonly string[]) {
  const { rows } = await tx.execute<ServiceRow>(sql`
    select s.id, s.customer_id as "customerId", s.number, s.label, s.currency, s.price_book_id as "priceBookId",
      coalesce(s.business_unit_id, i.business_unit_id) as "businessUnitId", s.branch_id as "branchId",
      s.billing_mode as "billingMode", s.interval_months as "intervalMonths", s.anchor_day as "anchorDay",
      coalesce(s.started_on, s.next_period_on)::text as "startedOn", s.ends_on::text as "endsOn",
      case when s.next_bill_on is not null and s.state <> 'cancelled' then s.next_period_on::text end as "nextPeriodOn"
    from services s
    left join lateral (select item_id from service_terms where tenant_id = s.tenant_id and service_id = s.id
      and starts_on <= s.next_period_on order by starts_on desc limit 1) t on true
    left join catalog_items i on i.tenant_id = s.tenant_id and i.id = coalesce(t.item_id, s.item_id)
    where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${list(customerIds)}`);
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

async function readTerms(ctx: Ctx, tx: Tx, serviceIds: readonly string[]) {
  const { rows } = await tx.execute<Term & { serviceId: string }>(sql`
    select t.service_id as "serviceId", t.starts_on::text as "startsOn", t.item_id as "itemId", i.name as "itemName",
      t.quantity::text, t.own_price::text as "ownPrice", i.tax_class_id as "taxClassId"
    from service_terms t join catalog_items i on i.tenant_id = t.tenant_id and i.id = t.item_id
    where t.tenant_id = ${ctx.tenantId} and t.service_id = ${list(serviceIds)} order by t.starts_on`);
  return Map.groupBy(rows, ({ serviceId }) => serviceId);
}

/** Held days that may touch a period still to be billed; a soft hold cuts nothing and counts as none. */
async function readHeld(ctx: Ctx, tx: Tx, run: RunRow, serviceIds: readonly string[]) {
  const { rows } = await tx.execute<Held & { serviceId: string }>(sql`
    select h.service_id as "serviceId", h.reason, h.placed_on::text as "from",
      coalesce(h.lifted_on, case when h.reason = 'pause' then s.paused_until end,
        (h.expires_at at time zone ${run.policy.timeZone})::date)::text as "to"
    from service_holds h join services s on s.tenant_id = h.tenant_id and s.id = h.service_id
    where h.tenant_id = ${ctx.tenantId} and h.service_id = ${list(serviceIds)} and not h.soft
      and (h.lifted_on is null or h.lifted_on > s.next_period_on) and h.lifted_on is distinct from h.placed_on
    order by h.placed_on`);
  return Map.groupBy(rows, ({ serviceId }) => serviceId);
}

async function readCharges(ctx: Ctx, tx: Tx, customerIds: readonly string[]) {
  const { rows } = await tx.execute<ChargeInput & { customerId: string }>(sql`
    select c.id, c.customer_id as "customerId", c.service_id as "serviceId", c.kind, c.description, c.basis,
      c.amount::text, c.quantity::text, c.currency, c.tax_class_id as "taxClassId", c.tax_included as "taxIncluded",
      c.business_unit_id as "businessUnitId", c.recurring, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
      c.cycles_left as "cyclesLeft", c.remaining_minor::float8 as "remainingMinor", c.explanation,
      array(select u.period_start::text from charge_uses u where u.tenant_id = c.tenant_id and u.charge_id = c.id
        and u.released_at is null) as "usedOn"
    from charges c where c.tenant_id = ${ctx.tenantId} and c.customer_id = ${list(customerIds)} and c.status = 'open'
    order by c.starts_on, c.id`);
  return Map.groupBy(rows, ({ customerId }) => customerId);
}
