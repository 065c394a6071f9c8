import type { ActionClass, IntegrationRef, VendorCtx } from "@/server/outbound/types";
import { PanicHeld } from "@/server/outbound/panic-gate";
import { activePanics, panicsFromNow } from "./active-panics";
import { decidePanic, type PanicDecision } from "./rules";

/** What the switches say to this command now, as read at most a second ago, or from this call on; claims nothing. */
export async function panicDecision(
  ctx: Pick<VendorCtx, "tenantId">,
  integration: IntegrationRef,
  actionClass: ActionClass,
  { anew = false } = {},
): Promise<PanicDecision> {
  const { tenantId } = ctx;
  const switches = await (anew ? panicsFromNow(tenantId) : activePanics(tenantId));
  return decidePanic(switches, { integration, actionClass, tenantId }, new Date());
}

/**
 * Every destructive verb and drain asks before each command; throws `PanicHeld` while a switch holds.
 * `callVendor` asks again, and only it lets a probe through.
 */
export async function checkPanic(
  ctx: Pick<VendorCtx, "tenantId">,
  integration: IntegrationRef,
  actionClass: ActionClass,
  options?: { anew?: boolean },
): Promise<void> {
  const decision = await panicDecision(ctx, integration, actionClass, options);
  if (decision.kind !== "hold") return;
  const { id, tenantId } = decision.by;
  throw new PanicHeld({ switchId: id, switchTenantId: tenantId, actionClass });
}
