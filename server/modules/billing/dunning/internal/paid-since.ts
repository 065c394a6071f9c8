import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { toBase } from "@/server/modules/billing/rules/documents/base-amount";
import type { Ctx } from "@/server/tenancy/context";

type Row = { amount: number; currency: string; rate: string };

/**
 * What a customer paid, less what went back, in minor units of the tenant's currency: recorded since an instant, or
 * received since a day. Bounced payments do not count.
 */
export async function paidSince(
  ctx: Ctx,
  tx: Tx,
  given: { customerId: string; baseCurrency: string } & ({ since: string } | { sinceDay: string }),
): Promise<number> {
  const { customerId, baseCurrency } = given;
  const from =
    "since" in given
      ? sql`created_at >= ${given.since}::timestamptz`
      : sql`received_on >= ${given.sinceDay}::date`;
  const { rows } = await tx.execute<Row>(sql`
    select (amount_minor - refunded_minor)::float8 as amount, currency, fx_rate::text as rate from payments
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and status <> 'bounced' and ${from}`);
  return rows.reduce((sum, { amount, ...fx }) => sum + toBase(amount, { ...fx, baseCurrency }), 0);
}
