import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { agingSums, openAsOf } from "./internal/open-as-of";
import type { AgingDto, AgingInput } from "./schema";

/**
 * What was owed at the end of a day by age, a row a currency, and what it comes to in the tenant's: not due yet, 1–30 days
 * overdue, 31–60, 61–90, more. Within reach, and of what the filters leave. Throws `Invalid` for a day to come.
 */
export function ageDebts(ctx: Ctx, input: AgingInput): Promise<AgingDto> {
  authorize(ctx, "invoice.read");
  return inTenant(ctx, async (tx) => {
    const of = await openAsOf(ctx, tx, input);
    const { rows } = await tx.execute<AgingDto["rows"][number]>(sql`
      select o.currency, ${agingSums(of)} from (${of.open}) o where o.open_minor > 0
      group by o.currency order by o.currency`);
    const { asOf, today, baseCurrency } = of;
    return { asOf, today, baseCurrency, rows };
  });
}
