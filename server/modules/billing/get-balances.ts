import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { customerBalance } from "./customer-balance";
import { ofCustomersWithinReach } from "./of-customers-within-reach";
import type { BalancesDto, CustomerIdInput } from "./statements/schema";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

/** What a customer within reach owes and has in credit, by currency. Throws `NotFound`. */
export function getBalances(ctx: Ctx, { customerId }: CustomerIdInput): Promise<BalancesDto> {
  authorize(ctx, "invoice.read");
  return inTenant(ctx, async (tx) => {
    const reach = ofCustomersWithinReach(ctx, "invoice.read", sql`${customerId}::uuid`);
    const { rowCount } = await tx.execute(sql`select 1 from customers
      where tenant_id = ${ctx.tenantId} and id = ${customerId} and ${reach}`);
    if (!rowCount) throw new NotFound("customer");
    const { currency, today } = await tenantFacts(ctx, tx);
    const found = await customerBalance(ctx, tx, [customerId], today);
    return { currency, balances: found.map(({ customerId: _customerId, ...balance }) => balance) };
  });
}
