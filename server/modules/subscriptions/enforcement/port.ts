import type { Ctx } from "@/server/tenancy/context";
import type { EnforcementState } from "../rules/desired-state";

/** What one command is about. */
export type EnforcementTarget = {
  readonly commandId: string;
  readonly serviceId: string;
  /** The tenant's own number of the service: what people and devices' comments say. */
  readonly number: number;
  /** What the enforcer knows it by: PPPoE user, seat, contract number; may be empty. */
  readonly ref: string;
  readonly integrationId: string | null;
  readonly desired: EnforcementState;
};

/** What was seen to be so, by looking at it. */
export type Observation = {
  readonly state: EnforcementState;
  /** What proves it, for people and auditors: the answer, the row, who looked. No secrets. */
  readonly evidence: Readonly<Record<string, unknown>>;
};

/** What asking brought; `stated` where the answer already said what is so. */
export type Applied = { readonly stated?: Observation };

/** How it ended for one service of many: what was seen, or why nothing could be. */
export type Brought = { readonly seen: Observation } | { readonly error: unknown };

/** Says `before` of a command that is not begun any more: its lot has lasted long enough, whoever comes next takes it. */
export class LotOver extends Error {
  override readonly name = "LotOver";
}

/**
 * How a service is held to what it should be. One adapter a kind; `enforcement/contract.ts` is what each must pass.
 *
 * - `apply` asks for `target.desired`. Idempotent: twice is once. It throws when the enforcer cannot be reached, and
 *   has then perhaps done it: the caller asks again.
 * - `readBack` looks at what is so now. It never repeats what was asked for; undefined while nobody can tell (a task
 *   that a person has not done yet). It throws when the enforcer cannot be reached.
 * - `observe` looks at many, for reconciliation; who cannot be told is left out.
 *
 * Vendors are called through `callVendor` alone, cuts with its action class `cut`.
 */
export interface ServiceEnforcement {
  readonly kind: string;
  /** Whom panic switches and breakers mean. */
  readonly vendor: string;
  /** A person proves it, whenever they do: the drain does not come back to ask. */
  readonly byHand: boolean;
  /** One worker at a time may speak to one integration (a router): its commands have a drain of their own. */
  readonly serial?: boolean;
  apply(ctx: Ctx, target: EnforcementTarget): Promise<Applied>;
  readBack(
    ctx: Ctx,
    target: EnforcementTarget,
    applied: Applied | undefined,
  ): Promise<Observation | undefined>;
  observe(
    ctx: Ctx,
    targets: readonly EnforcementTarget[],
  ): Promise<ReadonlyMap<string, Observation>>;
  /**
   * `apply` and `readBack` for many of one integration, by service, in the given order. `before` is asked ahead of each
   * write and throws to stop that one (a panic switch, `LotOver`). Throws when the enforcer cannot be reached at all.
   */
  bringMany?(
    ctx: Ctx,
    targets: readonly EnforcementTarget[],
    before: (target: EnforcementTarget) => Promise<void>,
  ): Promise<ReadonlyMap<string, Brought>>;
}

/** The class under which panic freezes a command: a switch for cuts lets reconnections go on. */
export const actionClassOf = (desired: EnforcementState): "cut" | "outbound" =>
  desired === "on" ? "outbound" : "cut";
