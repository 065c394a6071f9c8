import { and, eq } from "drizzle-orm";
import { dunningBlackouts } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { listBlackouts } from "./list-blackouts";
import type { BlackoutDto, BlackoutIdInput } from "./schema";

/** Lets cuts happen again on those days. Throws `NotFound`. Returns what is left to come. */
export async function removeBlackout(
  ctx: Ctx,
  { blackoutId }: BlackoutIdInput,
): Promise<BlackoutDto[]> {
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .delete(dunningBlackouts)
      .where(and(eq(dunningBlackouts.tenantId, ctx.tenantId), eq(dunningBlackouts.id, blackoutId)))
      .returning();
    if (!row) throw new NotFound("dunningBlackout");
    const { id, fromDay, toDay, kind } = row;
    record(ctx, "dunningBlackout.removed", {
      entity: { type: "dunningBlackout", id },
      payload: { fromDay, toDay, kind },
    });
    return listBlackouts(ctx);
  });
}
