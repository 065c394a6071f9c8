import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import type { Ctx } from "@/server/tenancy/context";
import type { Address } from "../rules/address";
import { destinationHash } from "./code-hash";

/** A customer who may sign in. */
export type PortalCustomer = {
  id: string;
  number: number;
  name: string;
  city: string;
  email: string | null;
  phone: string | null;
};

/** The first customer with the address who may sign in; undefined when nobody may. */
export async function findByAddress(
  ctx: Ctx,
  tx: Tx,
  { kind, value }: Address,
): Promise<PortalCustomer | undefined> {
  const has = kind === "email" ? eq(customers.email, value) : eq(customers.phone, value);
  return (await select(ctx, tx, has, 1))[0];
}

/** The customer, if they may sign in. */
export async function findPortalCustomer(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
): Promise<PortalCustomer | undefined> {
  return (await select(ctx, tx, eq(customers.id, customerId), 1))[0];
}

/** Every customer that the proven address opens, as their records stand now. */
export async function provenCustomers(
  ctx: Ctx,
  tx: Tx,
  proof: { customerId: string | null; destinationHash: string | null },
): Promise<PortalCustomer[]> {
  const known = proof.customerId && (await findPortalCustomer(ctx, tx, proof.customerId));
  if (!known) return [];
  const { email, phone } = known;
  const value = [email, phone].find(
    (one) => one !== null && destinationHash(ctx.tenantId, one) === proof.destinationHash,
  );
  if (!value) return [];
  return select(
    ctx,
    tx,
    value === email ? eq(customers.email, value) : eq(customers.phone, value),
    50,
  );
}

const { id, number, name, city, email, phone } = customers;

function select(ctx: Ctx, tx: Tx, has: SQL, most: number): Promise<PortalCustomer[]> {
  return tx
    .select({ id, number, name, city, email, phone })
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        has,
        eq(customers.portalAccess, true),
        isNull(customers.archivedAt),
      ),
    )
    .orderBy(asc(customers.number))
    .limit(most);
}
