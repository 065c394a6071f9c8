import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { holds } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { TagDto } from "../rules/tag-schema";
import type { BalanceDto, CustomerDto } from "../schema";
import { withinReach } from "../within-reach";

const columns = {
  id: customers.id,
  number: customers.number,
  kind: customers.kind,
  name: customers.name,
  email: customers.email,
  phone: customers.phone,
  city: customers.city,
  locale: customers.locale,
  status: customers.status,
  portalAccess: customers.portalAccess,
  businessUnitId: customers.businessUnitId,
  unitName: sql<string | null>`(select u.name from business_units u
    where u.id = customers.business_unit_id and u.tenant_id = customers.tenant_id)`,
  branchId: customers.branchId,
  ownerMembershipId: customers.ownerMembershipId,
  ownerName: sql<string | null>`(select p.name from memberships m join users p on p.id = m.user_id
    where m.id = customers.owner_membership_id and m.tenant_id = customers.tenant_id)`,
  taxCountry: customers.taxCountry,
  taxIdKind: customers.taxIdKind,
  taxId: customers.taxId,
  legalName: customers.legalName,
  category: customers.category,
  currency: customers.currency,
  dueDays: customers.dueDays,
  dunningPolicyId: customers.dunningPolicyId,
  dunningExempt: customers.dunningExempt,
  dunningExemptReason: customers.dunningExemptReason,
  custom: customers.custom,
  tags: sql<
    TagDto[]
  >`(select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'tone', g.tone) order by g.name), '[]')
    from customer_tags x join tags g on g.tenant_id = x.tenant_id and g.id = x.tag_id
    where x.tenant_id = customers.tenant_id and x.customer_id = customers.id)`,
  mergedIntoId: customers.mergedIntoId,
  archivedAt: customers.archivedAt,
  createdAt: customers.createdAt,
  updatedAt: customers.updatedAt,
};

const balances = sql<
  BalanceDto[]
>`(select coalesce(jsonb_agg(jsonb_build_object('currency', b.currency,
    'receivableMinor', b.receivable_minor, 'creditMinor', b.credit_minor) order by b.currency), '[]')
  from customer_balances b where b.tenant_id = customers.tenant_id and b.customer_id = customers.id
    and (b.receivable_minor <> 0 or b.credit_minor <> 0))`;

/** What the actor may see of a customer: amounts only who may see invoices. */
export const customerColumns = (ctx: Ctx) => ({
  ...columns,
  balances: holds(ctx.actor, "invoice.read") ? balances : sql<null>`null::jsonb`,
});

type Dated = "archivedAt" | "createdAt" | "updatedAt";
export type CustomerRow = Omit<CustomerDto, Dated> & {
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const toCustomerDto = (row: CustomerRow): CustomerDto => ({
  ...row,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** One customer within reach; throws `NotFound`. `lock` keeps the row until the end of the transaction. */
export async function fetchCustomer(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  {
    permission = "customer.read",
    lock = false,
  }: { permission?: PermissionName; lock?: false | "update" | "no key update" } = {},
): Promise<CustomerRow> {
  const query = tx
    .select(customerColumns(ctx))
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        eq(customers.id, customerId),
        withinReach(ctx, permission),
      ),
    );
  const [row] = await (lock ? query.for(lock) : query);
  if (!row) throw new NotFound("customer");
  return row;
}

/** The same for a change: locked, within the reach of `customer.manage`, and still in sight. Throws `NotFound`, `Conflict`. */
export async function lockCustomer(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  /** Weaker: who only adds rows that refer to the customer is not held up. */
  lock: "update" | "no key update" = "update",
): Promise<CustomerRow> {
  const row = await fetchCustomer(ctx, tx, customerId, {
    permission: "customer.manage",
    lock,
  });
  if (row.mergedIntoId) throw new Conflict("customer_is_merged");
  return row;
}
