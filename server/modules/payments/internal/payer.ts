import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

export type Payer = {
  name: string;
  number: number;
  businessUnitId: string | null;
  branchId: string | null;
};

/** Who pays, with the unit and branch that the money belongs to; throws `NotFound`. */
export async function payerOf(ctx: Ctx, tx: Tx, customerId: string): Promise<Payer> {
  const { rows } = await tx.execute<Payer>(sql`
    select name, number, business_unit_id as "businessUnitId", branch_id as "branchId" from customers
    where tenant_id = ${ctx.tenantId} and id = ${customerId}`);
  if (!rows[0]) throw new NotFound("customer");
  return rows[0];
}

type Keyed = {
  provider: string;
  providerPaymentId: string | null;
  customerId: string;
  currency: string;
  amountMinor: number;
};

/**
 * The payment that the key stands for already. A rival with the same key waits here until the first one's transaction has
 * ended. Throws `Conflict` when it stands for another customer, currency or amount.
 */
export async function earlierPayment(ctx: Ctx, tx: Tx, given: Keyed): Promise<string | undefined> {
  const { provider, providerPaymentId, customerId, currency, amountMinor } = given;
  if (!providerPaymentId) return undefined;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(
    ${`payment:${ctx.tenantId}:${provider}:${providerPaymentId}`}, 0))`);
  const { rows } = await tx.execute<{ id: string; same: boolean }>(sql`
    select id, customer_id = ${customerId} and currency = ${currency} and amount_minor = ${amountMinor} as same
    from payments where tenant_id = ${ctx.tenantId} and provider = ${provider}
      and provider_payment_id = ${providerPaymentId}`);
  const [row] = rows;
  if (row && !row.same) throw new Conflict("payment_key_reused");
  return row?.id;
}
