import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { addMainAddresses } from "./internal/add-main-addresses";
import { searchTextOf } from "./rules/search-text";
import type { CustomerStatus } from "./schema";

/** A customer about to be written; who calls has checked what it refers to. */
export type NewCustomer = {
  id?: string;
  kind: "person" | "company";
  name: string;
  email: string | null;
  phone: string | null;
  city: string;
  locale: string;
  status: CustomerStatus;
  portalAccess: boolean;
  businessUnitId: string | null;
  branchId: string | null;
  ownerMembershipId: string | null;
  createdAt?: Date;
} & Partial<
  Pick<
    typeof customers.$inferInsert,
    | "taxCountry"
    | "taxIdKind"
    | "taxId"
    | "legalName"
    | "category"
    | "currency"
    | "dueDays"
    | "dunningPolicyId"
    | "dunningExempt"
    | "dunningExemptReason"
    | "custom"
  >
>;

type Origin = "staff" | "api" | "import" | "seed";

/**
 * Writes customers in one statement: counted against the plan, numbered on from the last, each with its fact. The
 * counter's row is locked by the count, so that of two at once the second waits and no number is given twice.
 * Throws `LimitReached` for the whole lot. Returns ids and numbers in the order given.
 */
export async function insertCustomers(
  ctx: Ctx,
  tx: Tx,
  given: readonly NewCustomer[],
  origin: Origin,
): Promise<{ id: string; number: number }[]> {
  if (given.length === 0) return [];
  await countUsage(ctx, tx, "customers", given.length);
  const { rows } = await tx.execute<{ last: number }>(
    sql`select coalesce(max(number), 0)::int as last from customers where tenant_id = ${ctx.tenantId}`,
  );
  const last = rows[0]?.last ?? 0;
  const made = given.map((customer, place) => {
    const number = last + place + 1;
    const createdAt = customer.createdAt ?? ctx.now;
    return {
      ...customer,
      id: customer.id ?? newId(createdAt.getTime()),
      tenantId: ctx.tenantId,
      number,
      searchText: searchTextOf({ ...customer, number }),
      createdAt,
      updatedAt: createdAt,
    };
  });
  await tx.insert(customers).values(made);
  await addMainAddresses(tx, made);
  for (const { id, number, kind, name } of made)
    record(ctx, "customer.created", {
      entity: { type: "customer", id },
      payload: { number, kind, origin },
      personal: { name },
    });
  return made.map(({ id, number }) => ({ id, number }));
}
