import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Rows that say that money came, which whoever decides them holds before the customer's row (decision 0062): a bank's
 * movement, then a proof. A merge moves them, so it takes them in that order too, and then the customers.
 */
const CLAIMS = [
  sql`select id from bank_movements where status = 'waiting'`,
  sql`select id from payment_proofs where true`,
];

/** Keeps what waits to become the customers' money until the transaction ends; before their rows are locked. */
export async function lockClaims(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<void> {
  for (const claim of CLAIMS)
    await tx.execute(sql`${claim} and tenant_id = ${ctx.tenantId}
      and customer_id = any(${sql.param([...customerIds])}::uuid[]) order by id for update`);
}

/**
 * Now that the customers are locked too: what came between is free, or somebody is deciding it and waits for us. Throws
 * `Conflict` merge_money_coming: asked again in a moment it goes.
 */
export async function needClaims(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<void> {
  const mine = sql`tenant_id = ${ctx.tenantId} and customer_id = any(${sql.param([...customerIds])}::uuid[])`;
  for (const claim of CLAIMS) {
    const { rows } = await tx.execute<{ held: boolean }>(sql`
      with got as (${claim} and ${mine} for update skip locked)
      select (select count(*) from (${claim} and ${mine}) c) > (select count(*) from got) as held`);
    if (rows[0]?.held) throw new Conflict("merge_money_coming");
  }
}
