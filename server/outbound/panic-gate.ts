import { Unavailable } from "@/server/kernel/errors";
import type { ActionClass, IntegrationRef, VendorCtx } from "./types";

/** Which switch holds a command back. */
export type HeldBy = {
  readonly switchId: string;
  readonly switchTenantId: string;
  readonly actionClass: ActionClass;
};

/** A command that a panic switch holds back. List it with `holdCommand`; do not retry it. */
export class PanicHeld extends Unavailable {
  constructor(readonly heldBy: HeldBy) {
    super("panic_held", { actionClass: heldBy.actionClass });
  }
}

/** Leave to send one command; says afterwards how it went, so that failures add up and a probe ends. */
export type PanicPass = { settle(result: { ok: boolean; outage: boolean }): Promise<void> };

/**
 * Asks the panic switches: throws `PanicHeld`, or gives a pass. Throws as well when they cannot be read.
 * Loaded when first used: the database is behind it, and the drivers that the composition makes call out too.
 */
export async function panicGate(
  ctx: VendorCtx,
  integration: IntegrationRef,
  actionClass: ActionClass,
  countFailures: boolean,
): Promise<PanicPass> {
  const { enterPanicGate } = await import("@/server/panic/enter-panic-gate");
  return enterPanicGate(ctx, integration, actionClass, countFailures);
}
