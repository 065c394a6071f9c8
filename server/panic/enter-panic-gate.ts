import { PanicHeld, type PanicPass } from "@/server/outbound/panic-gate";
import type { ActionClass, IntegrationRef, VendorCtx } from "@/server/outbound/types";
import { systemCtx } from "@/server/tenancy/context";
import { panicDecision } from "./check-panic";
import { claimProbe, endProbe } from "./probe";
import { noteFailure } from "./note-failure";
import type { ActiveSwitch } from "./rules";

/** The gate before each vendor call: holds it, lets it through as the probe, or lets it through and counts its failure. */
export async function enterPanicGate(
  caller: VendorCtx,
  integration: IntegrationRef,
  actionClass: ActionClass,
  countFailures: boolean,
): Promise<PanicPass> {
  const ctx = systemCtx(caller.tenantId, "panic", { requestId: caller.requestId });
  const decision = await panicDecision(ctx, integration, actionClass);
  switch (decision.kind) {
    case "hold":
      throw held(decision.by, actionClass);
    case "probe": {
      const claimed = await claimProbe(ctx, decision.switches);
      const [first] = decision.switches;
      if (!claimed && first) throw held(first, actionClass);
      return { settle: (result) => endProbe(ctx, decision.switches, result.ok) };
    }
    case "send":
      return {
        settle: async ({ outage }) => {
          if (outage && countFailures) await noteFailure(ctx, { integration, actionClass });
        },
      };
    default:
      return decision satisfies never;
  }
}

function held(by: ActiveSwitch, actionClass: ActionClass): PanicHeld {
  return new PanicHeld({ switchId: by.id, switchTenantId: by.tenantId, actionClass });
}
