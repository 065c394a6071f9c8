import { Unavailable } from "@/server/kernel/errors";
import type { ActionClass, IntegrationRef, VendorCtx } from "./types";

/** A command that a panic switch holds back. List it with `holdCommand`; do not retry it. */
export class PanicHeld extends Unavailable {
  constructor(
    readonly held: {
      readonly switchId: string;
      readonly switchTenantId: string;
      readonly actionClass: ActionClass;
    },
  ) {
    super("panic_held", { actionClass: held.actionClass });
  }
}

/** Leave to send one command; says afterwards how it went, so that failures add up and a probe ends. */
export type PanicPass = { settle(result: { ok: boolean; outage: boolean }): Promise<void> };

/** Asks the panic switches: throws `PanicHeld`, or gives a pass. Fails closed when they cannot be read. */
export type PanicGate = (
  ctx: VendorCtx,
  integration: IntegrationRef,
  actionClass: ActionClass,
) => Promise<PanicPass>;

const key = Symbol.for("trama.outbound.panic-gate");
type Holder = { [key]?: PanicGate };

/** Set once by `composition.ts`; a port, because the database is behind it and drivers call out too. */
export function installPanicGate(gate: PanicGate): void {
  (globalThis as Holder)[key] = gate;
}

/** The process's gate; throws before the composition is made, so that no command slips by unasked. */
export function panicGate(): PanicGate {
  const gate = (globalThis as Holder)[key];
  if (!gate) throw new Error("no panic gate yet: make the composition before calling a vendor");
  return gate;
}
