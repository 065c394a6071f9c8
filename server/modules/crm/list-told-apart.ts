import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { sideOf } from "./internal/duplicate-blocks";
import type { ToldApartDto } from "./rules/merge-schema";
import { withinReach } from "./within-reach";

const MOST = 100;

/** Pairs that somebody told apart, the last first; each can be taken back. Those within reach, both in sight. */
export function listToldApart(ctx: Ctx): Promise<ToldApartDto[]> {
  authorize(ctx, "customer.merge");
  const seen = (column: "one_id" | "other_id") => sql`exists (select 1 from customers
    where customers.tenant_id = ${ctx.tenantId} and customers.id = d.${sql.identifier(column)}
      and customers.archived_at is null and ${withinReach(ctx, "customer.read")})`;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<ToldApartDto>(sql`
      select d.id as "distinctionId", ${sideOf("ca")} as a, ${sideOf("cb")} as b, to_char(d.created_at at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "toldAt",
        (select p.name from memberships m join users p on p.id = m.user_id
          where m.tenant_id = d.tenant_id and m.id = d.membership_id) as "byName"
      from customer_distinctions d
        join customers ca on ca.tenant_id = d.tenant_id and ca.id = d.one_id
        join customers cb on cb.tenant_id = d.tenant_id and cb.id = d.other_id
      where d.tenant_id = ${ctx.tenantId} and ${seen("one_id")} and ${seen("other_id")}
      order by d.created_at desc, d.id limit ${MOST}`);
    return rows;
  });
}
