import { authorize } from "@/server/auth/authorize";
import { decimal, toMinor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { planChange } from "./plan-change";
import { type PriceChange, priceChange, type PriceChangePreview } from "./schema";

const SHOWN = 200;

/** What a change of many prices would do, before it is done: each old and new price, whom it reaches, which are too low. */
export function previewChange(ctx: Ctx, given: PriceChange): Promise<PriceChangePreview> {
  authorize(ctx, "catalog.manage");
  const change = priceChange.parse(given);
  return inTenant(ctx, async (tx) => {
    const { currency, lines } = await planChange(ctx, tx, change);
    const monthly = lines.reduce(
      (sum, { was, amount, services, intervalMonths }) =>
        sum.plus(decimal(amount).minus(was).times(services).div(intervalMonths)),
      decimal(0),
    );
    return {
      currency,
      count: lines.length,
      services: lines.reduce((sum, line) => sum + line.services, 0),
      belowFloor: lines.filter((line) => line.belowFloor).length,
      monthlyMinor: toMinor(monthly, currency),
      lines: lines.slice(0, SHOWN).map(({ intervalMonths: _months, ...line }) => line),
    };
  });
}
