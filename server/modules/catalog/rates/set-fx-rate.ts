import { and, eq } from "drizzle-orm";
import { fxRates } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { addDays } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { plainDecimal } from "../rules/decimal-text";
import { type FxRateDto, setFxRateInput, type SetFxRateInput } from "./schema";

/**
 * A day's exchange rate by hand, of the tenant's currency for one of another; the same day again replaces it. Documents
 * keep the rate that they froze. Tomorrow's may be given already, later ones not. Throws `Invalid`: fx_own_currency, fx_future.
 */
export function setFxRate(ctx: Ctx, given: SetFxRateInput): Promise<FxRateDto> {
  authorize(ctx, "catalog.manage");
  const { currency, onDay, rate } = setFxRateInput.parse(given);
  const { tenantId, now } = ctx;
  return inTenant(ctx, async (tx) => {
    const own = await tenantFacts(ctx, tx);
    if (currency === own.currency)
      throw new Invalid("fx_own_currency", {}, { fields: { currency: "fx_own_currency" } });
    if (onDay > addDays(own.today, 1))
      throw new Invalid("fx_future", {}, { fields: { onDay: "fx_future" } });
    const day = and(
      eq(fxRates.tenantId, tenantId),
      eq(fxRates.currency, currency),
      eq(fxRates.onDay, onDay),
    );
    const [was] = await tx.select({ rate: fxRates.rate }).from(fxRates).where(day).for("update");
    const [row] = await tx
      .insert(fxRates)
      .values({ tenantId, currency, onDay, rate, source: "manual", createdAt: now })
      .onConflictDoUpdate({
        target: [fxRates.tenantId, fxRates.currency, fxRates.onDay],
        set: { rate, source: "manual", createdAt: now },
      })
      .returning({ id: fxRates.id });
    const id = row?.id ?? "";
    const previous = was ? plainDecimal(was.rate) : null;
    record(ctx, "fxRate.set", {
      entity: { type: "fxRate", id },
      payload: { currency, onDay, rate, source: "manual", previous },
    });
    return { id, currency, onDay, rate, source: "manual" };
  });
}
