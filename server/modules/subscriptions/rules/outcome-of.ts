import { transition } from "@/server/kernel/state-machine";
import type { Observation } from "../enforcement/port";
import { type EnforcementState, eventOfProof } from "./desired-state";
import { FAILS_AFTER, retryAt } from "./retry-at";
import { serviceMachine, type ServiceState } from "./service-machine";

/** How an attempt ended: what was seen, what failed, or that a person has it now. */
export type Attempt =
  | { readonly seen: Observation }
  | { readonly failed: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly waits: true };

type Service = { readonly state: ServiceState; readonly desired: EnforcementState };
type Command = {
  readonly status: string;
  readonly desired: EnforcementState;
  readonly attempts: number;
};

/** What an attempt makes of its command and its service. */
export type Outcome =
  /** Something else had replaced the command while it was asked for. */
  | { readonly kind: "landed" }
  /** `moved`: where the proof brings the service. */
  | { readonly kind: "proven"; readonly moved: ServiceState | undefined }
  | {
      readonly kind: "open";
      readonly status: string;
      readonly error: string | null;
      readonly next: Date | null;
      /** People are told now: it has failed so often. */
      readonly fails: boolean;
    };

/**
 * Only the open command's own desired state, seen, is a proof; whatever else came of the attempt leaves it open, with
 * the instant of the next one, or none while a person has it.
 */
export function outcomeOf(service: Service, command: Command, attempt: Attempt, at: Date): Outcome {
  if (command.status !== "pending" && command.status !== "applied") return { kind: "landed" };
  if ("seen" in attempt && attempt.seen.state === command.desired) {
    const event = eventOfProof(service.state, service.desired, attempt.seen.state);
    const moved = event && transition("service", serviceMachine, service.state, event);
    return { kind: "proven", moved };
  }
  const waits = "waits" in attempt;
  const error = waits ? null : "seen" in attempt ? `seen_${attempt.seen.state}` : attempt.failed;
  const wait = "failed" in attempt ? attempt.retryAfterSeconds : undefined;
  return {
    kind: "open",
    // Asked for and not (yet) so: `applied` tells it from one that never got through.
    status: "failed" in attempt ? command.status : "applied",
    error,
    next: waits ? null : retryAt(at, command.attempts, wait),
    fails: error !== null && command.attempts === FAILS_AFTER,
  };
}
