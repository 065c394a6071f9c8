import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import type { Ctx } from "./context";
import { isAwaited } from "./is-awaited";
import { scopes } from "./scope";

/**
 * Reads as `ctx.tenantId` (row-level security) in one round trip, where `inTenant` takes three. `work` begins all its
 * statements before it waits for any (`Promise.all`); a later one is refused. Inside an open transaction it joins it.
 */
export async function readTenant<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = scopes.getStore();
  if (!open) return composition().db.app.atOnce(ctx.tenantId, work, { named: isAwaited(ctx) });
  if (open.role !== "app" || open.tenantId !== ctx.tenantId)
    throw new Error("readTenant() nested in the transaction of another tenant");
  return work(open.tx);
}
