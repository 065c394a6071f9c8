import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { BankAccountDto } from "./schema";

/** The company's accounts, with what waits of each and up to which day they were brought. */
export function listAccounts(ctx: Ctx): Promise<BankAccountDto[]> {
  authorize(ctx, "bank.match");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<BankAccountDto>(sql`
      select a.id, a.name, a.currency, a.mapping,
        (count(b.id) filter (where b.status = 'waiting'))::int as waiting, max(b.moved_on)::text as "lastOn"
      from bank_accounts a left join bank_movements b on b.tenant_id = a.tenant_id and b.bank_account_id = a.id
      where a.tenant_id = ${ctx.tenantId} group by a.id, a.tenant_id order by lower(a.name) limit 100`);
    return rows;
  });
}
