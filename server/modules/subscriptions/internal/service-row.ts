import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { services } from "@/db/schema/subscriptions";
import { reachOf } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import { todayOf } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { ServiceDto } from "../schema";

/** A column of the term that runs on the day; before the first one, of the first. */
const term = (column: string, on: SQL) => sql`(select ${sql.raw(column)} from service_terms t
  where t.tenant_id = services.tenant_id and t.service_id = services.id
  order by (t.starts_on <= ${on}) desc, case when t.starts_on <= ${on} then t.starts_on end desc, t.starts_on limit 1)`;

/** A price of the service's own beats the book's; both as on that day. */
const pricing = (on: SQL) => ({
  ownPrice: sql<string | null>`trim_scale(${term("t.own_price", on)})::text`,
  bookPrice: sql<string | null>`(select trim_scale(p.amount)::text from prices p join price_books b
      on b.tenant_id = p.tenant_id and b.id = p.price_book_id
    where p.tenant_id = services.tenant_id and p.item_id = services.item_id and p.valid_from <= ${on}
      and (b.id = services.price_book_id or (services.price_book_id is null and b.is_default))
    order by p.valid_from desc limit 1)`,
  quantity: sql<string>`coalesce(trim_scale(${term("t.quantity", on)})::text, '1')`,
});

const stored = {
  id: services.id,
  number: services.number,
  label: services.label,
  customerId: services.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.tenant_id = services.tenant_id and c.id = services.customer_id)`,
  itemId: services.itemId,
  itemCode: sql<string>`(select i.code from catalog_items i where i.tenant_id = services.tenant_id and i.id = services.item_id)`,
  itemName: sql<string>`(select i.name from catalog_items i where i.tenant_id = services.tenant_id and i.id = services.item_id)`,
  businessUnitId: services.businessUnitId,
  unitName: sql<string | null>`(select u.name from business_units u
    where u.tenant_id = services.tenant_id and u.id = services.business_unit_id)`,
  branchId: services.branchId,
  addressId: services.addressId,
  address: sql<
    string | null
  >`(select nullif(concat_ws(', ', nullif(a.street, ''), nullif(a.district, ''), nullif(a.city, '')), '')
    from customer_addresses a where a.tenant_id = services.tenant_id and a.id = services.address_id)`,
  state: services.state,
  version: services.version,
  holds: sql<ServiceDto["holds"]>`services.holds`,
  desired: services.desired,
  observed: services.observed,
  observedAt: services.observedAt,
  enforcementKind: services.enforcementKind,
  enforcementRef: services.enforcementRef,
  currency: services.currency,
  priceBookId: services.priceBookId,
  billingMode: services.billingMode,
  intervalMonths: services.intervalMonths,
  anchorDay: services.anchorDay,
  startedOn: services.startedOn,
  endsOn: services.endsOn,
  commitmentEndsOn: services.commitmentEndsOn,
  nextPeriodOn: services.nextPeriodOn,
  nextBillOn: services.nextBillOn,
  pausedUntil: services.pausedUntil,
  terminatedAt: services.terminatedAt,
  terminationReason: services.terminationReason,
  createdAt: services.createdAt,
  updatedAt: services.updatedAt,
};

/** What a service is on the tenant's day. */
export const serviceColumns = (ctx: Ctx) => ({ ...stored, ...pricing(todayOf(ctx)) });

type Dated = "observedAt" | "terminatedAt" | "createdAt" | "updatedAt";
export type ServiceRow = Omit<ServiceDto, Dated | "price" | "isOwnPrice"> & {
  ownPrice: string | null;
  bookPrice: string | null;
  observedAt: Date | null;
  terminatedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const toServiceDto = ({ ownPrice, bookPrice, ...row }: ServiceRow): ServiceDto => ({
  ...row,
  price: ownPrice ?? bookPrice,
  isOwnPrice: ownPrice !== null,
  observedAt: row.observedAt?.toISOString() ?? null,
  terminatedAt: row.terminatedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** The services whose customer the actor's permission reaches; a customer reaches its own and no others. */
export const servicesWithinReach = (ctx: Ctx, permission: PermissionName): SQL =>
  ctx.actor.kind === "customer"
    ? sql`services.customer_id = ${ctx.actor.customerId}`
    : reachOf(ctx.actor, permission) === "all"
      ? sql`true`
      : sql`services.customer_id in (select customers.id from customers
        where customers.tenant_id = ${ctx.tenantId} and ${withinReach(ctx, permission)})`;

/** One service within reach; throws `NotFound`. `lock` keeps the row until the end of the transaction. */
export async function fetchService(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  {
    permission = "service.read",
    lock = false,
  }: { permission?: PermissionName; lock?: boolean } = {},
): Promise<ServiceRow> {
  const mine = and(
    eq(services.tenantId, ctx.tenantId),
    eq(services.id, serviceId),
    servicesWithinReach(ctx, permission),
  );
  if (lock) await tx.select({ id: services.id }).from(services).where(mine).for("update");
  const [row] = await tx.select(serviceColumns(ctx)).from(services).where(mine);
  if (!row) throw new NotFound("service");
  return row;
}
