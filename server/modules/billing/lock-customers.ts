import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneOf } from "@/db/one-of";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Takes customers' money one at a time: whoever else moves it waits until this transaction ends. In the order of the ids,
 * so that two lots never wait for each other; new rows that refer to the customers are not held up. Throws `NotFound`
 * unless all are the tenant's; `Conflict` customer_is_merged where one became part of another while we waited: what was
 * theirs is the other's now, and is to be looked at again.
 */
export async function lockCustomers(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> {
  const unique = [...new Set(ids)];
  const { rows } = await tx.execute<{ gone: boolean }>(sql`
    select merged_into_id is not null as gone from customers where tenant_id = ${ctx.tenantId} and id ${oneOf(unique)}
    order by id for no key update`);
  if (rows.length !== unique.length) throw new NotFound("customer");
  if (rows.some(({ gone }) => gone)) throw new Conflict("customer_is_merged");
}
