import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { type Allocated, allocate } from "./allocate";
import { stateAllocations } from "./internal/state-allocations";

/**
 * Pays what the customers owe with the credit that they have, the oldest due first, in the open transaction; set-based,
 * so that a billing run may call it with a thousand customers. Nothing to use or to pay: nothing happens.
 */
export async function useCredit(
  ctx: Ctx,
  tx: Tx,
  { customerIds }: { customerIds: readonly string[] },
): Promise<Allocated[]> {
  const done = await allocate(ctx, tx, { customerIds });
  stateAllocations(ctx, done, true);
  return done;
}
