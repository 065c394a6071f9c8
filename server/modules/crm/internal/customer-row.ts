import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerDto } from "../schema";
import { withinReach } from "../within-reach";

export const customerColumns = {
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
  archivedAt: customers.archivedAt,
  createdAt: customers.createdAt,
  updatedAt: customers.updatedAt,
};

type Dated = "archivedAt" | "createdAt" | "updatedAt";
export type CustomerRow = Omit<CustomerDto, Dated> & {
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const toCustomerDto = ({ ...row }: CustomerRow): CustomerDto => ({
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
  }: { permission?: PermissionName; lock?: boolean } = {},
): Promise<CustomerRow> {
  const query = tx
    .select(customerColumns)
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        eq(customers.id, customerId),
        withinReach(ctx, permission),
      ),
    );
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new NotFound("customer");
  return row;
}
