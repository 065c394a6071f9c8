import { allows } from "@/server/kernel/state-machine";
import {
  isEnded,
  isPending,
  type ServiceEvent,
  serviceMachine,
  type ServiceState,
} from "./service-machine";

/** Why a service is held: a set, each reason lifted by its own event. */
export const HOLD_REASONS = [
  "debt",
  "pause",
  "abuse",
  "admin",
  "contractEnd",
  "install",
  "payment",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** An open hold. `soft`: it slows and warns, it does not cut. */
export type Hold = { readonly reason: HoldReason; readonly soft: boolean };

export type EnforcementState = "on" | "soft" | "off" | "gone";

/** What the enforcement should bring about (isp-domain.md §3.5): off while any hold that cuts is left. */
export function desiredState(state: ServiceState, holds: readonly Hold[]): EnforcementState {
  if (isEnded(state)) return "gone";
  if (isPending(state) || holds.some((hold) => !hold.soft)) return "off";
  return holds.length > 0 ? "soft" : "on";
}

/** What the set of holds asks of the commercial state; undefined: it stays. Only a proof goes further. */
export function eventOfHolds(
  state: ServiceState,
  holds: readonly Hold[],
): ServiceEvent | undefined {
  const event = wishOf(state, desiredState(state, holds), holds);
  return event && allows(serviceMachine, state, event) ? event : undefined;
}

function wishOf(
  state: ServiceState,
  desired: EnforcementState,
  holds: readonly Hold[],
): ServiceEvent | undefined {
  const paused = holds.some((hold) => hold.reason === "pause");
  if (state === "paused")
    return paused ? undefined : desired === "off" ? "requestSuspend" : "resume";
  if (desired === "off") {
    const onlyPause = holds.every((hold) => hold.reason === "pause" || hold.soft);
    return paused && onlyPause && state === "active" ? "pause" : "requestSuspend";
  }
  if (state === "suspended" || state === "suspendRequested") return "requestReconnect";
  if (desired === "soft") return "fallPastDue";
  return undefined;
}

/** What a proof of `observed` does to the state; undefined: nothing (it is not what was asked for). */
export function eventOfProof(
  state: ServiceState,
  desired: EnforcementState,
  observed: EnforcementState,
): ServiceEvent | undefined {
  if (observed !== desired) return undefined;
  if (state === "suspendRequested" && observed === "off") return "proveOff";
  if (state !== "reconnectRequested") return undefined;
  return observed === "on" ? "proveOn" : observed === "soft" ? "proveSoft" : undefined;
}

/** Reconnections go before cuts, and cuts before what is taken away for good. */
export const priorityOf = (desired: EnforcementState): number =>
  ({ on: 10, soft: 5, off: 1, gone: 0 })[desired];
