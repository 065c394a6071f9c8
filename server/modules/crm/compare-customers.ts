import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, toCustomerDto } from "./internal/customer-row";
import { countRows } from "./internal/move-rows";
import type { CompareInput, ComparisonDto } from "./rules/merge-schema";

/** Two customers side by side and what a merge would move, before anything is done. Throws `NotFound`, `Invalid`. */
export function compareCustomers(
  ctx: Ctx,
  { survivorId, absorbedId }: CompareInput,
): Promise<ComparisonDto> {
  authorize(ctx, "customer.merge");
  return inTenant(ctx, async (tx) => {
    const survivor = toCustomerDto(await fetchCustomer(ctx, tx, survivorId));
    const absorbed = toCustomerDto(await fetchCustomer(ctx, tx, absorbedId));
    const { rowCount } = await tx.execute(sql`
      select 1 from customer_balances where tenant_id = ${ctx.tenantId} and customer_id = ${absorbedId}
        and (receivable_minor <> 0 or credit_minor <> 0) limit 1`);
    if (survivorId === absorbedId) throw new Invalid("merge_same");
    const moves = await countRows(ctx, tx, absorbedId);
    return { survivor, absorbed, moves, movesBalance: (rowCount ?? 0) > 0 };
  });
}
