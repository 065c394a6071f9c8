import { sql } from "drizzle-orm";
import { dunningBlackouts } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { listBlackouts } from "./list-blackouts";
import { addBlackoutInput, type AddBlackoutInput, type BlackoutDto } from "./schema";

/** Days on which nobody is cut, everywhere or in one branch. Throws `Invalid` beside a field. Returns what is to come. */
export async function addBlackout(ctx: Ctx, given: AddBlackoutInput): Promise<BlackoutDto[]> {
  const { branchId = null, ...input } = addBlackoutInput.parse(given);
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    if (branchId) {
      const { rowCount } = await tx.execute(
        sql`select 1 from branches where tenant_id = ${ctx.tenantId} and id = ${branchId} and archived_at is null`,
      );
      if (rowCount === 0)
        throw new Invalid("reference_unknown", {}, { fields: { branchId: "reference_unknown" } });
    }
    const id = newId(ctx.now.getTime());
    await tx
      .insert(dunningBlackouts)
      .values({ ...input, id, branchId, tenantId: ctx.tenantId, createdAt: ctx.now });
    const { fromDay, toDay, kind } = input;
    record(ctx, "dunningBlackout.added", {
      entity: { type: "dunningBlackout", id },
      payload: { fromDay, toDay, kind },
    });
    return listBlackouts(ctx);
  });
}
