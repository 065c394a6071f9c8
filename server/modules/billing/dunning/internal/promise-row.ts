import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentPromises } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { PromiseDto } from "../promise-schema";

export const promiseColumns = {
  id: paymentPromises.id,
  customerId: paymentPromises.customerId,
  customerName: customers.name,
  customerNumber: customers.number,
  currency: paymentPromises.currency,
  amountMinor: paymentPromises.amountMinor,
  dueOn: paymentPromises.dueOn,
  status: paymentPromises.status,
  origin: paymentPromises.origin,
  grantedBy: sql<string | null>`(select u.name from memberships m join users u on u.id = m.user_id
    where m.id = ${paymentPromises.grantedByMembershipId} and m.tenant_id = ${paymentPromises.tenantId})`,
  note: paymentPromises.note,
  createdAt: paymentPromises.createdAt,
  settledAt: paymentPromises.settledAt,
};

type Row = Omit<PromiseDto, "createdAt" | "settledAt"> & {
  createdAt: Date;
  settledAt: Date | null;
};

export const toPromiseDto = (row: Row): PromiseDto => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
});

export const onPromiseCustomer = and(
  eq(customers.id, paymentPromises.customerId),
  eq(customers.tenantId, paymentPromises.tenantId),
);

/** One promise, as far as `within` reaches; throws `NotFound`. */
export async function fetchPromise(
  ctx: Ctx,
  tx: Tx,
  promiseId: string,
  within?: SQL,
): Promise<PromiseDto> {
  const [row] = await tx
    .select(promiseColumns)
    .from(paymentPromises)
    .innerJoin(customers, onPromiseCustomer)
    .where(
      and(eq(paymentPromises.tenantId, ctx.tenantId), eq(paymentPromises.id, promiseId), within),
    );
  if (!row) throw new NotFound("promise");
  return toPromiseDto(row);
}
