import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import { type DistinctionIdInput, tellApartInput, type TellApartInput } from "./rules/merge-schema";

/**
 * Says that two customers who look like one are not: the pair is suggested no more. Said twice it is the same. Throws
 * `NotFound` for one out of reach, `Invalid` for one with itself. Gives what takes it back.
 */
export async function tellApart(ctx: Ctx, given: TellApartInput): Promise<DistinctionIdInput> {
  authorize(ctx, "customer.merge");
  const { oneId, otherId } = tellApartInput.parse(given);
  const [first = "", second = ""] = [oneId, otherId].toSorted();
  const me = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  return inTenant(ctx, async (tx) => {
    for (const id of [first, second]) await fetchCustomer(ctx, tx, id);
    if (oneId === otherId) throw new Invalid("merge_same");
    const { rows } = await tx.execute<{ id: string; fresh: boolean }>(sql`
      with made as (
        insert into customer_distinctions (tenant_id, one_id, other_id, membership_id, created_at)
        values (${ctx.tenantId}, ${first}, ${second}, ${me}, ${ctx.now.toISOString()})
        on conflict (tenant_id, one_id, other_id) do update set one_id = excluded.one_id
        returning id, old.id is null as fresh)
      select id, fresh from made`);
    const [made] = rows;
    if (!made) throw new Error("a pair that could not be written");
    if (made.fresh) recordBoth(ctx, "customer.toldApart", first, second);
    return { distinctionId: made.id };
  });
}

/** The same fact in the history of each of the two. */
export function recordBoth(
  ctx: Ctx,
  name: "customer.toldApart" | "customer.notToldApart",
  oneId: string,
  otherId: string,
): void {
  for (const [id, other] of [
    [oneId, otherId],
    [otherId, oneId],
  ] as const)
    record(ctx, name, { entity: { type: "customer", id }, payload: { otherId: other } });
}
