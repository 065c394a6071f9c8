import type { Day } from "@/server/kernel/day";
import { terminateService } from "@/server/modules/subscriptions/terminate-service";
import type { Ctx } from "@/server/tenancy/context";

/** Ends services for debt, from today on, in the open transaction: what they owe stays owed, nothing is given back. */
export async function endServices(
  ctx: Ctx,
  serviceIds: readonly string[],
  today: Day,
): Promise<void> {
  for (const serviceId of serviceIds)
    await terminateService(ctx, {
      ...{ serviceId, onDay: today, reason: "debt" },
      ...{ waiveFee: false, creditUnused: false },
    });
}
