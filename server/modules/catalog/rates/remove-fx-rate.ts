import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { FxRateDto, FxRateIdInput } from "./schema";

/** Takes a day's rate back, given by mistake; documents keep what they froze. Throws `NotFound`. */
export function removeFxRate(ctx: Ctx, { fxRateId }: FxRateIdInput): Promise<FxRateDto> {
  authorize(ctx, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<FxRateDto>(sql`
      delete from fx_rates where tenant_id = ${ctx.tenantId} and id = ${fxRateId}
      returning id, currency, on_day::text as "onDay", trim_scale(rate)::text as rate, source`);
    const [row] = rows;
    if (!row) throw new NotFound("fxRate");
    const { id, ...payload } = row;
    record(ctx, "fxRate.removed", { entity: { type: "fxRate", id }, payload });
    return row;
  });
}
