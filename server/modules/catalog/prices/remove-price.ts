import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { listPrices } from "./list-prices";
import type { PriceDto, PriceIdInput } from "./schema";

type Removed = {
  itemId: string;
  priceBookId: string;
  book: string;
  currency: string;
  amount: string;
  validFrom: string;
};

/** Takes a price back that has not begun. Throws `NotFound`, Conflict("price_began"). */
export async function removePrice(ctx: Ctx, { priceId }: PriceIdInput): Promise<PriceDto[]> {
  authorize(ctx, "catalog.manage");
  const itemId = await inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<Removed>(sql`
      delete from prices p using price_books b
      where p.tenant_id = ${ctx.tenantId} and p.id = ${priceId}
        and b.tenant_id = p.tenant_id and b.id = p.price_book_id
      returning p.item_id as "itemId", b.id as "priceBookId", b.name as book, b.currency,
        trim_scale(p.amount)::text as amount, p.valid_from::text as "validFrom"`);
    const [row] = rows;
    if (!row) throw new NotFound("price");
    if (row.validFrom <= today) throw new Conflict("price_began");
    const { itemId: id, ...payload } = row;
    record(ctx, "price.removed", {
      entity: { type: "catalogItem", id },
      payload: { ...payload, taskId: null },
    });
    return id;
  });
  return listPrices(ctx, { itemId });
}
