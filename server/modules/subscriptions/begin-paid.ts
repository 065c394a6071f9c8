import type { Tx } from "@/db/client";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { liftHolds, placeHolds } from "./hold-services";
import { beginService } from "./internal/begin-service";
import { lockServices } from "./internal/lock-services";

/** Whoever took the money need not hold what a service's beginning asks for: the payment begins it. */
const byPayment = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { kind: "system", job: "services.firstPayment" },
});

/** Who lifts the gate's hold when the first payment is there, as holds keep it. */
export const PAID_BY = actorId({ kind: "system", job: "services.firstPayment" });

/**
 * The first payment of services is there, in the open transaction: one that waited for it alone begins today, one that
 * still waits for its installation waits for nothing else. Others stay as they are. Returns the ids that changed.
 */
export async function beginPaid(
  given: Ctx,
  tx: Tx,
  serviceIds: readonly string[],
): Promise<string[]> {
  const ctx = byPayment(given);
  const locked = await lockServices(ctx, tx, serviceIds);
  const waiting = locked.filter(({ state }) => state === "pendingPayment").map(({ id }) => id);
  if (waiting.length > 0) {
    const { today: startsOn } = await tenantFacts(ctx, tx);
    for (const id of waiting) await beginService(ctx, tx, id, { startsOn, event: "pay" });
  }
  const ids = locked.filter(({ state }) => state === "pendingInstall").map(({ id }) => id);
  const freed = await liftHolds(ctx, tx, { serviceIds: ids, reason: "payment" });
  return [...waiting, ...freed];
}

/**
 * The first payment went back before the installation: the gate is shut again. One that began stays on, and its debt
 * climbs the ladder as any. Returns the ids that changed.
 */
export async function awaitPaymentAgain(
  given: Ctx,
  tx: Tx,
  serviceIds: readonly string[],
): Promise<string[]> {
  const ctx = byPayment(given);
  const locked = await lockServices(ctx, tx, serviceIds);
  const ids = locked.filter(({ state }) => state === "pendingInstall").map(({ id }) => id);
  return placeHolds(ctx, tx, { serviceIds: ids, reason: "payment", note: "" });
}
